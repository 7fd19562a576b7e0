"""The search language: what it reads, what it says of what it can't read, and what it means where sight ends."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.search import And, Answer, Not, Or, SearchError, Term, evaluate, parse, toggled


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("moss", Term("", "moss")),
        ("self-supervised", Term("", "self-supervised")),
        ('"in winter"', Term("", "in winter")),
        ("“in winter”", Term("", "in winter")),
        ("moss -trees", And((Term("", "moss"), Not(Term("", "trees"))))),
        ("NOT moss AND trees", And((Not(Term("", "moss")), Term("", "trees")))),
        ("a b OR c", Or((And((Term("", "a"), Term("", "b"))), Term("", "c")))),
        ("a (b OR c)", And((Term("", "a"), Or((Term("", "b"), Term("", "c")))))),
        ("#12 #travel", And((Term("number", "12"), Term("tag", "travel")))),
        ('Title:"small trees"', Term("title", "small trees")),
        ("overall:>=6.5", Term("overall", ">=6.5", ">=", 6.5)),
        ("re:≥2", Term("re", "≥2", ">=", 2)),
        ("reviewer:Ada", Term("re", "Ada")),
        ("is:under-review", Term("is", "under_review")),
        ("leak:", Term("leak", "any")),
        ("--a", Term("", "a")),
    ],
)
def test_texts_are_read(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("moss foo:bar", "foo:", "no field"),
        ("moss overall:high", "overall:high", "takes a number"),
        ("is:gone", "is:gone", "takes submitted"),
        ("title: moss", "title:", "right after"),
        ("(moss", "(", "never closed"),
        ("a (b (c)", "(", "never closed"),
        ("moss)", ")", "closes nothing"),
        ("a ()", "()", "nothing in these brackets"),
        ('a "moss', '"moss', "never closed"),
        ('a ""', '""', "nothing between"),
        ("moss OR", "OR", "needs something"),
        ("OR moss", "OR", "needs something before"),
        ("moss NOT", "NOT", "needs something after"),
    ],
)
def test_errors_point_at_the_place(text, place, said):
    with pytest.raises(SearchError, match=said) as caught:
        parse(text)
    assert text[caught.value.start : caught.value.end] == place


@given(st.text(alphabet='ab:-#"()ORNT >=1.*~ é', max_size=30))
def test_anything_is_read_or_explained_and_reads_the_same_again(text):
    try:
        tree, wrong = parse(text), None
    except SearchError as error:
        tree, wrong = None, error
    if wrong is not None:
        assert wrong.message
        assert 0 <= wrong.start <= wrong.end <= len(text)
    elif tree is not None:
        assert parse(str(tree)) == tree


def test_a_condition_is_added_and_taken_out():
    assert toggled("", "#a") == ("#a", False)
    assert toggled("moss OR trees", "#a") == ("(moss OR trees) #a", False)
    assert toggled('#a "x y"', "#a") == ('"x y"', True)
    assert toggled("moss (", "#a") == ("moss ( #a", False)


# Papers stand for what one may be: a condition true, false or unknown, for each of two conditions.
VALUES = (True, False, None)
CASES = dict(enumerate(product(VALUES, VALUES)))
KLEENE_AND = {(True, True): True, (False, None): False, (None, False): False, (False, True): False,
              (True, False): False, (False, False): False}  # fmt: skip


def ask(term):
    place = {"a": 0, "b": 1}[term.value]
    return Answer(
        frozenset(pk for pk, case in CASES.items() if case[place] is True),
        frozenset(pk for pk, case in CASES.items() if case[place] is False),
    )


def value(text, pk):
    found = evaluate(parse(text), ask)
    assert not found.true & found.false
    return True if pk in found.true else False if pk in found.false else None


@pytest.mark.parametrize("pk", CASES)
def test_connectives_follow_kleenes_tables(pk):
    a, b = CASES[pk]
    negated = {True: False, False: True, None: None}
    assert value("-a", pk) is negated[a]
    assert value("a b", pk) is KLEENE_AND.get((a, b))
    assert value("a OR b", pk) is negated[KLEENE_AND.get((negated[a], negated[b]))]
    assert value("-(a b)", pk) is negated[value("a b", pk)]


queries = st.recursive(
    st.sampled_from(["a", "b"]),
    lambda inner: st.one_of(
        inner.map(lambda part: f"-({part})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) ({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) OR ({pair[1]})"),
    ),
    max_leaves=8,
)


@given(queries, st.booleans())
def test_what_is_hidden_never_matters(text, truth):
    """Whatever "a" is in truth of paper 1, of which it may not be known, nothing of the answer changes."""
    in_truth = {"a": {1} if truth else set(), "b": {2}}
    seen = {"a": frozenset({2, 3}), "b": frozenset({1, 2, 3})}
    found = evaluate(parse(text), lambda term: Answer.of(in_truth[term.value], seen[term.value]))
    without = evaluate(
        parse(text), lambda term: Answer.of({"a": set(), "b": {2}}[term.value], seen[term.value])
    )
    assert found == without
