"""How a record table looks; themes change it through the component classes."""

LOOKS = (
    "header",
    "cursor",
    "mark",
    "dim",
    "strong",
    "status-ok",
    "status-warn",
    "status-error",
    "status-moving",
)
"""Names of the component classes, each behind `record-table--`; a `Cell` may name one."""

CSS = """
RecordTable {
    width: 1fr;
    height: 1fr;
    background: $background;
    color: $foreground;
    overflow-x: hidden;
    overflow-y: scroll;
    scrollbar-size-vertical: 1;

    & > .record-table--header { background: $panel; text-style: bold; }
    & > .record-table--mark { color: $accent; text-style: bold; }
    & > .record-table--dim { color: $foreground 60%; }
    & > .record-table--strong { text-style: bold; }
    & > .record-table--status-ok { color: $text-success; }
    & > .record-table--status-warn { color: $text-warning; }
    & > .record-table--status-error { color: $text-error; }
    & > .record-table--status-moving { color: $text-accent; }
    & > .record-table--cursor {
        background: $block-cursor-blurred-background;
        color: $block-cursor-blurred-foreground;
        text-style: $block-cursor-blurred-text-style;
    }
    &:focus > .record-table--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }

    &:ansi {
        background: ansi_default;
        color: ansi_default;
        & > .record-table--header {
            background: ansi_default; color: ansi_default; text-style: bold underline;
        }
        & > .record-table--mark { color: ansi_magenta; }
        & > .record-table--dim { color: ansi_bright_black; }
        & > .record-table--status-ok { color: ansi_green; }
        & > .record-table--status-warn { color: ansi_yellow; }
        & > .record-table--status-error { color: ansi_red; }
        & > .record-table--status-moving { color: ansi_cyan; }
        & > .record-table--cursor {
            background: ansi_default; color: ansi_default; text-style: bold underline;
        }
        &:focus > .record-table--cursor {
            background: ansi_default; color: ansi_default; text-style: bold reverse;
        }
    }
    &:nocolor {
        & > .record-table--cursor {
            background: $background; color: $foreground; text-style: bold underline;
        }
        &:focus > .record-table--cursor {
            background: $background; color: $foreground; text-style: bold reverse;
        }
    }
}
"""
"""Without colours the cursor is reversed, or underlined while the focus is elsewhere."""
