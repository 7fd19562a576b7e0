"""What visitors fill in about a session."""

from __future__ import annotations

from django import forms

from program.models import Remark


class RemarkForm(forms.Form):
    """A question or feedback; the name is as one likes."""

    kind = forms.ChoiceField(
        label="This is", choices=Remark.Kind.choices, initial=Remark.Kind.QUESTION, widget=forms.RadioSelect
    )
    text = forms.CharField(label="Your words", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    name = forms.CharField(
        max_length=100, required=False, help_text="Empty: nobody is told who asks. Shown with a question."
    )
