"""What narrows the list of conflicts, and the rules by which they are found."""

from __future__ import annotations

from django import forms

from conference.forms.workshops import VersionedForm
from conference.models import Workshop
from conference.models.workshops import ConflictKind
from reviews.models import Conflict
from reviews.selectors.conflicts import KINDS, ConflictQuery


class ConflictRulesForm(VersionedForm):
    """What the workshop counts as a conflict."""

    conflict_kinds = forms.MultipleChoiceField(
        label="What counts",
        choices=ConflictKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="That nobody judges a paper of her own, and a chair's own word, always count.",
    )

    class Meta:
        model = Workshop
        fields = ["conflict_kinds", "affiliation_years", "coauthor_years", "ignore_internships"]
        help_texts = {
            "affiliation_years": "An institution that someone left earlier than that counts no more.",
            "coauthor_years": "By the year of the paper, or in which the collaboration ended. Advisers and family count for ever.",
        }


class ConflictFilterForm(forms.Form):
    q = forms.CharField(
        required=False,
        label="Search papers",
        max_length=500,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "autocomplete": "off",
                "spellcheck": "false",
                "aria-describedby": "q-said",
            }
        ),
    )
    person = forms.CharField(
        required=False, label="Person", max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(required=False, label="Kind", choices=[("", "Any"), *KINDS])
    state = forms.ChoiceField(required=False, label="State", choices=[("", "Any"), *Conflict.State.choices])
    assigned = forms.ChoiceField(
        required=False, label="Papers", choices=[("", "All"), ("yes", "Assigned to this person")]
    )

    def query(self) -> ConflictQuery:
        """Return what is asked for; a value that is no choice asks for nothing."""
        self.is_valid()
        data = self.cleaned_data
        return ConflictQuery(
            text=data.get("q", ""),
            person=data.get("person", ""),
            kind=data.get("kind", ""),
            state=data.get("state", ""),
            assigned=bool(data.get("assigned")),
        )
