"""Every address has its rule, every rule its address, and what is left out is named."""

from reviews.sight import Info
from tests.access.addresses import allauth_names, arguments_of, names
from tests.access.rules import LEFT_OUT, OTHERS, RULES
from tests.access.scene import WORDS
from tests.routes import addresses


def test_every_address_has_a_rule_and_every_rule_an_address():
    assert names() - set(RULES) == set(), (
        "addresses without a rule in tests/access/page_rules.py or api_rules.py"
    )
    assert set(RULES) - names() == set(), "rules whose address is gone"
    assert {name for name, _ in OTHERS} <= set(RULES)


def test_every_address_that_takes_a_form_is_tried_with_one():
    takes = {
        found.name for found in addresses() if "POST" in found.methods and not found.name.startswith("api:")
    }
    assert takes > {"program:own_documents"}
    assert takes - {name for name, rule in [*RULES.items(), *OTHERS] if rule.post} == set()


def test_addresses_of_the_log_in_library_are_its_own():
    assert "account_login" in allauth_names()
    assert not any(arguments_of(name) & {"slug", "number"} for name in allauth_names() if ":" not in name)


def test_every_rule_opens_its_door_to_someone():
    assert [
        name for name, rule in RULES.items() if not rule.who or not (rule.get or rule.post or rule.methods)
    ] == []


def test_information_is_either_looked_for_or_left_out_by_name():
    looked_for = {info for word in WORDS for info in word.infos}
    # Proposals show in whole pages, which test_twins compares; the others have their words.
    assert looked_for | {Info.BIDS_AND_AFFINITY} | set(LEFT_OUT) == set(Info)
    assert not looked_for & set(LEFT_OUT)


def test_what_is_left_out_is_on_no_page():
    shown = {info for rule in [*RULES.values(), *(rule for _, rule in OTHERS)] for info in rule.shows}
    assert not shown & set(LEFT_OUT)
