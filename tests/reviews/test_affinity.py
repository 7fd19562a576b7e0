"""Affinity from words: who ranks before whom, what counts as the same word, and the evidence shown."""

import numpy as np
import pytest

from reviews.affinity import Corpus, affinity, evidence

FLOODS = "Mapping floods from radar satellites. We segment flooded rivers in radar images of the wet season."
FOREST = "Estimating forest biomass. Canopy height from lidar predicts the carbon stored in tropical trees."
CLOUDS = "Removing clouds from optical imagery. A diffusion model fills the pixels that clouds have covered."
CROPS = "Classifying crops by their seasons. Time series of fields tell wheat from maize before the harvest."
PARSING = "A parser for dependency grammars. Sentences become trees of words by a transition system."


class TestRanking:
    def test_the_reviewer_who_wrote_on_the_subject_comes_first(self):
        scores = affinity([FLOODS, FOREST], [[CLOUDS, FLOODS], [PARSING, FOREST], [PARSING]])
        assert scores.shape == (2, 3)
        assert scores[0].argmax() == 0
        assert scores[1].argmax() == 1

    def test_words_count_by_their_stem(self):
        close = "Flooding of a river, segmented in an image."
        far = "Parsing of a sentence, translated in a language."
        near, away = affinity([FLOODS], [[close], [far]])[0]
        assert near > 2 * away

    def test_two_words_in_a_row_count_beyond_the_words_alone(self):
        together, apart = affinity(
            ["Canopy height of pines"], [["Canopy height of oaks"], ["Height of oaks, canopy"]]
        )[0]
        assert together > apart

    def test_case_and_punctuation_mean_nothing(self):
        assert affinity(["Canopy height!"], [["canopy, HEIGHT"]])[0, 0] == pytest.approx(1.0)

    def test_a_rare_word_weighs_more_than_a_common_one(self):
        own = [["model of glaciers"], ["model of dialects"]]
        others = [["model of things"], ["model of cities"], ["model of prices"]]
        scores = affinity(["model of glaciers", "model of dialects"], own + others)
        assert scores[0, 0] > 2 * scores[0, 2]

    def test_a_specialist_and_a_generalist_with_the_same_best_paper(self):
        """One document a reviewer, or the maximum alone, would not tell these as the recipe does."""
        specialist, generalist = affinity([FLOODS], [[FLOODS], [FLOODS, PARSING, FOREST, CROPS]])[0]
        assert specialist > generalist > 0.3

    def test_many_papers_elsewhere_do_not_bury_three_on_the_subject(self):
        elsewhere = [PARSING, FOREST, CROPS, CLOUDS, PARSING, FOREST, CROPS]
        expert, stranger = affinity([FLOODS], [[FLOODS, FLOODS, FLOODS, *elsewhere], elsewhere])[0]
        assert expert > 0.5
        assert expert > 3 * stranger

    def test_the_score_is_the_mean_of_the_closest_three_and_of_all(self):
        own = [FLOODS, CLOUDS, FOREST, CROPS, PARSING]
        alone = affinity([FLOODS], [[text] for text in own])[0]
        together = affinity([FLOODS], [own])[0, 0]
        assert together == pytest.approx((np.sort(alone)[-3:].mean() + alone.mean()) / 2)


class TestBounds:
    def test_the_same_text_is_one_and_no_shared_word_is_nought(self):
        scores = affinity(["canopy height"], [["canopy height"], ["verb phrase"]])
        assert scores[0] == pytest.approx([1.0, 0.0])

    def test_all_scores_lie_in_zero_to_one(self):
        texts = [FLOODS, FOREST, CLOUDS, CROPS, PARSING]
        scores = affinity(texts, [texts, texts[:1], texts[2:]])
        assert scores.min() >= 0.0
        assert scores.max() <= 1.0

    @pytest.mark.parametrize("blank", ["", "  \n ", "- . !"])
    def test_an_empty_submission_scores_nothing(self, blank):
        scores = affinity([blank, FLOODS], [[FLOODS]])
        assert scores[0, 0] == 0.0
        assert scores[1, 0] > 0.9

    def test_a_reviewer_without_texts_scores_nothing(self):
        scores = affinity([FLOODS], [[], ["", " "], [FLOODS]])
        assert scores[0].tolist()[:2] == [0.0, 0.0]
        assert scores[0, 2] > 0.9

    def test_a_blank_text_does_not_pull_a_reviewer_down(self):
        full, with_blank = affinity([FLOODS], [[FLOODS, CLOUDS], [FLOODS, "", CLOUDS]])[0]
        assert full == pytest.approx(with_blank)

    @pytest.mark.parametrize(
        ("submissions", "reviewers", "shape"),
        [([], [], (0, 0)), ([], [[FLOODS]], (0, 1)), ([FLOODS], [], (1, 0)), ([""], [[""], []], (1, 2))],
    )
    def test_nothing_to_compare_gives_an_array_all_the_same(self, submissions, reviewers, shape):
        scores = affinity(submissions, reviewers)
        assert scores.shape == shape
        assert not scores.any()

    def test_other_scripts_are_words_too(self):
        scores = affinity(["Écologie des forêts boréales"], [["forêts boréales"], ["森林 生态"]])
        assert scores[0, 0] > 0.3 > scores[0, 1]

    def test_many_texts_are_scored_as_few_are(self, monkeypatch):
        own = [[FLOODS, CLOUDS], [], [FOREST], [CROPS, PARSING, FLOODS]]
        whole = affinity([FLOODS, FOREST], own)
        monkeypatch.setattr("reviews.affinity.TEXTS_AT_ONCE", 2)
        assert affinity([FLOODS, FOREST], own) == pytest.approx(whole)


class TestEvidence:
    def test_the_closest_papers_come_first_with_what_they_share(self):
        own = [PARSING, CLOUDS, FLOODS, CROPS, "Floods in cities."]
        found = evidence([FLOODS], [own], 0, 0)
        assert len(found) == 3
        assert found[0].text == 2
        assert found[0].similarity == pytest.approx(1.0)
        assert [part.similarity for part in found] == sorted((p.similarity for p in found), reverse=True)
        assert "floods" in next(part for part in found if part.text == 4).terms

    def test_terms_are_spelled_as_the_submission_spells_them(self):
        (found,) = evidence(["Segmenting flooded rivers"], [["The river: segmented, flooding rivers"]], 0, 0)
        assert "flooded rivers" in found.terms
        assert all(word in "segmenting flooded rivers" for term in found.terms for word in term.split())

    def test_empty_words_are_no_evidence(self):
        (found,) = evidence(["of the canopy and of the height"], [["of the canopy and of the height"]], 0, 0)
        assert set(found.terms) == {"canopy", "height"}

    def test_places_count_blank_texts(self):
        (found,) = evidence([FLOODS], [["", FLOODS]], 0, 0)
        assert found.text == 1

    @pytest.mark.parametrize("own", [[], [""], ["quux"]])
    def test_nothing_shared_is_no_evidence(self, own):
        assert evidence([FLOODS], [own, [FLOODS]], 0, 0) == []
        assert evidence([FLOODS], [own, [FLOODS]], 0, 1) != []

    def test_one_corpus_answers_for_every_pair(self):
        submissions, own = [FLOODS, FOREST], [[FLOODS], [FOREST, CLOUDS]]
        corpus = Corpus(submissions, own)
        assert (corpus.scores() == affinity(submissions, own)).all()
        for paper, reviewer in [(0, 0), (0, 1), (1, 1)]:
            assert corpus.evidence(paper, reviewer) == evidence(submissions, own, paper, reviewer)
