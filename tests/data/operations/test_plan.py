"""Plans as JSON, paths, secrets."""

from __future__ import annotations

from data.operations.catalogue import everything, operation
from data.operations.operation import Danger
from data.operations.plan import Blocker, Plan, Request, Subject, path


def test_a_plan_as_json_is_stable_and_holds_no_secret() -> None:
    body = {"name": "x", "list": [{"client_secret": "s3"}], "access_token": "t"}
    plan = Plan(
        "customers.update",
        "Change x",
        Subject("customer", "id1", "x", "prov"),
        effects=("It changes.",),
        requests=(Request("PUT", "/p", body),),
        touches=2,
    ).blocked(Blocker("No.", "Wait."))
    assert plan.as_object() == {
        "operation": "customers.update",
        "title": "Change x",
        "subject": {"kind": "customer", "id": "id1", "name": "x", "onBehalfOf": "prov"},
        "effects": ["It changes."],
        "blockers": [{"reason": "No.", "advice": "Wait."}],
        "touches": 2,
        "danger": "change",
        "changes": True,
        "before": {},
        "after": {},
        "requests": [
            {
                "method": "PUT",
                "path": "/p",
                "body": {
                    "name": "x",
                    "list": [{"client_secret": "(hidden)"}],
                    "access_token": "(hidden)",
                },
            }
        ],
    }


def test_a_plan_that_only_checks_changes_nothing() -> None:
    plan = Plan("x", "X", Subject("x"), requests=(Request("POST", "/p"),), danger=Danger.NONE)
    assert plan.as_object()["changes"] is False


def test_paths_are_quoted() -> None:
    assert path("a", "b/../c", x="1&2", y="") == "/a/b%2F..%2Fc?x=1%262"


def test_every_operation_is_found_and_stands_behind_its_name() -> None:
    operations = everything()
    assert {"customers.create", "subscribers.resend-consent", "locations.create"} <= set(operations)
    for name, one in operations.items():
        assert operation(name) == one
        assert one.name == name
        assert name.endswith(f".{one.word}")
        assert one._work() is not None
        names = [field.name for field in one.fields]
        assert len(names) == len(set(names))
