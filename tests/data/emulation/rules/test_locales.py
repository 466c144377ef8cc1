from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import codes, locales
from data.emulation.rules.countries import COUNTRIES
from data.emulation.seed import places
from tests.data.emulation.rules.hostile import TEXTS

ALL = (
    "en_US en_AU en_GB en_CA fr_FR fr_CA cs_CZ da_DK de_DE hu_HU id_ID it_IT ja_JP ko_KR es_ES"
    " es_CO es_MX nl_NL nb_NO pl_PL pt_PT pt_BR ru_RU ro_RO zh_CN zh_TW sv_SE ar_SA tr_TR"
)
LANGUAGES = st.sampled_from([*locales.LOCALES, *locales.DEFAULTS, "", "xx", "fr_BE"]) | TEXTS
PLACES = st.sampled_from(sorted(COUNTRIES)) | TEXTS


@pytest.mark.rule("LOC-1")
def test_these_are_the_locales() -> None:
    assert list(locales.LOCALES) == ALL.split()
    for name, locale in locales.LOCALES.items():
        assert name == f"{locale.language}_{locale.country}"
        assert locale.country in COUNTRIES
        assert locale.source == "documented"


@pytest.mark.rule("LOC-2", "LOC-4")
@given(LANGUAGES, PLACES, LANGUAGES)
def test_a_supported_locale_always_results(language: str, country: str, default: str) -> None:
    found = locales.resolve(language, country, default)
    assert found in locales.LOCALES
    assert locales.resolve(found, country, default) == found
    assert locales.LOCALES[locales.site_language(found)].site


@pytest.mark.rule("LOC-2")
@pytest.mark.parametrize(
    ("language", "country", "result"),
    [
        ("fr", "CA", "fr_CA"),
        ("fr", "DE", "fr_FR"),
        ("fr", "FR", "fr_FR"),
        ("en", "GB", "en_GB"),
        ("en", "DE", "en_US"),
        ("es", "CO", "es_CO"),
        ("es", "AR", "es_ES"),
        ("pt", "BR", "pt_BR"),
        ("pt", "AO", "pt_PT"),
        ("zh", "TW", "zh_TW"),
        ("zh", "HK", "zh_CN"),
        ("nb", "NO", "nb_NO"),
        ("de_DE", "FR", "de_DE"),
    ],
)
def test_two_letters_join_the_country_or_take_their_default(
    language: str, country: str, result: str
) -> None:
    assert locales.resolve(language, country, "it_IT") == result


@pytest.mark.rule("LOC-2")
def test_each_language_has_one_default() -> None:
    by_language = [one.language for one in locales.LOCALES.values() if one.default]
    assert sorted(by_language) == sorted({one.language for one in locales.LOCALES.values()})
    chosen = {"en": "en_US", "fr": "fr_FR", "es": "es_ES", "pt": "pt_PT", "zh": "zh_CN"}
    assert {language: locales.DEFAULTS[language] for language in chosen} == chosen


@pytest.mark.rule("LOC-3")
@given(st.sampled_from(list(locales.LOCALES)), PLACES)
def test_without_a_language_the_templates_counts(template: str, country: str) -> None:
    assert locales.resolve("", country, template) == template


@pytest.mark.rule("LOC-3a")
def test_a_template_has_a_language_of_its_country() -> None:
    assert locales.default_of("DE") == "de_DE"
    assert locales.default_of("CA") == "en_CA"
    for country in COUNTRIES:
        found = locales.LOCALES[locales.default_of(country)]
        assert found.country == country or found.name == locales.ENGLISH


@pytest.mark.rule("LOC-4")
def test_four_locales_are_not_for_meeting_sites() -> None:
    english = {name for name in locales.LOCALES if locales.site_language(name) != name}
    assert english == {"es_CO", "id_ID", "nb_NO", "pt_PT"}
    assert {locales.site_language(name) for name in english} == {"en_US"}


@pytest.mark.rule("LOC-4")
@pytest.mark.parametrize("language", ["xx", "fr_BE", "no", "de-DE", "DE", "\ud800", "x" * 9999])
def test_what_results_in_no_locale_is_english(language: str) -> None:
    assert locales.resolve(language, "DE", "de_DE") == "en_US"
    assert locales.site_language(language) == "en_US"


@given(TEXTS)
def test_only_the_form_is_checked(language: str) -> None:
    faults = locales.check(language, "customerInfo.language")
    assert [fault.code for fault in faults] in ([], [codes.BAD_LOCALE])
    if language and not faults:
        assert language.isascii()
        assert len(language) in {2, 5}


def test_an_unknown_language_of_the_right_form_is_no_fault() -> None:
    for language in ("", "en", "en_US", "xx", "fr_BE"):
        assert locales.check(language, "language") == []
    (fault,) = locales.check("english\u202e", "customerInfo.language")
    assert fault.description == (
        "customerInfo.language: 'english\\u202e' is no language;"
        " it must be of the form en or en_US (LOC-1)."
    )


def test_the_sandbox_speaks_what_the_platform_knows() -> None:
    for country in places.countries().values():
        assert country.language in locales.LOCALES
        assert {city.language for city in country.cities} <= set(locales.LOCALES)
