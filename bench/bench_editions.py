"""Three real editions rebuilt through Plenary's own pages, and every fact of theirs looked for on the public ones.

Their facts lie beside the project, in ``shared/workshops``; where they don't, there is nothing to hold the pages against.
"""

from __future__ import annotations

from fresh import ROOT, report_of

if __name__ == "__main__":
    if (ROOT.parent / "shared" / "workshops").is_dir():
        report_of("editions")
    else:
        print("editions: their facts are not beside the project, so nothing was compared")
