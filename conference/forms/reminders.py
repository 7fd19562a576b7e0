"""When a kind of reminder goes by itself."""

from __future__ import annotations

from typing import Any

from django import forms

MOST_DAYS = 60


class DaysField(forms.CharField):
    """Some numbers of days, such as "7, 2"; empty for none."""

    def to_python(self, value: Any) -> tuple[int, ...]:  # type: ignore[override]
        text = str(value or "").replace(",", " ").split()
        if not all(word.isdecimal() and int(word) <= MOST_DAYS for word in text):
            raise forms.ValidationError(f"Give days as numbers up to {MOST_DAYS}, such as 7, 2.")
        return tuple(sorted({int(word) for word in text}, reverse=True))

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else ", ".join(map(str, value or ()))


class RuleForm(forms.Form):
    """On or off, and at which days before and after the date."""

    is_on = forms.BooleanField(label="Goes by itself", required=False)
    before = DaysField(label="Days before", required=False, help_text="Such as 7, 2.")
    after = DaysField(label="Days after", required=False, help_text="Such as 1, or nothing.")

    def days(self) -> tuple[int, ...]:
        """Return the days as the rule keeps them: those after a date are negative."""
        before, after = self.cleaned_data["before"] or (), self.cleaned_data["after"] or ()
        return (*before, *(-day for day in after if day))


def rule_initial(days: tuple[int, ...], *, is_on: bool) -> dict[str, Any]:
    return {
        "is_on": is_on,
        "before": tuple(day for day in days if day >= 0),
        "after": tuple(-day for day in reversed(days) if day < 0),
    }
