"""The words of headings: what "Literature Cited", "Broader Impact" or "Supplementary Material" opens."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

MAX_HEADING_WORDS = 14


class Part(Enum):
    """What a heading opens."""

    MAIN = "main"
    REFERENCES = "references"
    APPENDIX = "appendix"
    ACKNOWLEDGEMENTS = "acknowledgements"
    IMPACT = "impact_statement"
    STATEMENT = "statement"
    CHECKLIST = "checklist"
    ABSTRACT = "abstract"
    OTHER = "other"


_REFERENCES = re.compile(
    r"^(?:(?:list|lists)of(?:cited)?(?:references|literature|works)"
    r"|(?:cited|selected|key|main|primary|bibliographic(?:al)?|literature|scientific|full|complete|additional)?references?"
    r"(?:list|lists|section|sections|cited|andnotes|andlinks|andnotesandlinks|andbibliography|andfurtherreading"
    r"|andrecommendedreading|andcitations|formaintext|forthemaintext|ofmaintext)?"
    r"|(?:selected|annotated|general)?bibliograph(?:y|ies)(?:andreferences)?|bibliographyandreferences"
    r"|(?:literature|works?|sources?|papers)(?:cited|references|consulted|referenced)|cited(?:literature|works?|papers|sources)"
    r"|literature|citations?|sources|(?:end)?notesandreferences|furtherreading"
    r"|literatur(?:verzeichnis|angaben|liste|hinweise)?|quellen(?:verzeichnis|angaben)?|schrifttum"
    r"|references?bibliographiques?|bibliographie|ouvragescites|(?:lista|liste)(?:de)?(?:referencias|references)"
    r"|(?:referencias|referencies)(?:bibliograficas)?|bibliografia|obrascitadas|literaturacitada"
    r"|(?:riferimenti|referenze)(?:bibliografici|bibliografiche)?|literatuur(?:lijst)?|bronnen|referenties"
    r"|referenser|referanser|referencer|kallor|litteratur(?:forteckning|liste|er)?|lahteet|kirjallisuus|viitteet"
    r"|pismiennictwo|literatura|irodalom(?:jegyzek)?|kaynaklar|kaynakca|tailieuthamkhao|daftarpustaka"
    r"|литература|списоклитературы|библиография|参考文献|文献|參考文獻|참고문헌)$"
)
_APPENDIX = re.compile(
    r"^(?:(?:technical|online|supplementary|supplemental|electronic|extended|web)?(?:appendix|appendices|annex|annexes)"
    r"|(?:online|electronic|web|technical)?supplement(?:ary|al)?(?:materials?|information|figures?|tables?|results?|text|notes?|data|experiments?|"
    r"appendix|appendices|content|documents?|methods?|discussion|analys[ei]s|proofs?)?"
    r"|supportinginformation|supportingmaterials?|anhang|annexe?s?|extendeddata(?:figures?|tables?)?|appendixes)$"
)
_APPENDIX_LABEL = re.compile(
    r"^(?:appendix|annex|supplement(?:ary (?:material|information|note)s?)?|supplemental material)\b[ .:]*",
    re.IGNORECASE,
)
_CHECKLIST = re.compile(
    r"^(?:\w{0,24})?(?:checklist)$|^(?:neurips|icml|iclr|aaai|acl|aclrr|arr)?(?:paper|reproducibility|responsiblenlp(?:research)?|ethics|submission)?checklist\w{0,20}$"
)
_ACKNOWLEDGEMENTS = re.compile(
    r"^(?:acknowledge?ments?(?:and\w{0,40})?|acknowledge?ments?(?:offunding|disclosure\w*)?|funding(?:statement|information|sources|disclosure)?|"
    r"thanks|authors?contributions?(?:statement)?|creditauthor\w*|contributions?statement|creditauthorshipcontributionstatement|"
    r"authors?note|aboutthea?uthors?|danksagung|remerciements|agradecimientos|financialsupport|"
    r"disclosureoffunding|fundingand\w{0,30}|authorcontributionsand\w*|supportandacknowledge?ments)$"
)
_IMPACT = re.compile(
    r"^(?:(?:broader|societal|social|potential|potentialbroader|potentialsocietal|environmental)?(?:societal|social)?impacts?(?:statements?)?"
    r"|statementof(?:broader|societal)impacts?|(?:broader|societal)impacts?(?:and|ofthis|ofour)\w{0,40}"
    r"|broaderimpactsstatement|impactstatements?and\w{0,30})$"
)
_STATEMENT = re.compile(
    r"^(?:(?:ethic(?:s|al)?|reproducib?ility|transparency|openscience|safety|responsibleai|responsibleresearch|positionality|diversity|"
    r"dataandcode|codeanddata|data|code|software|llm|ai|aiuse|usage|consent|conflictofinterests?|competinginterests?|artifact|"
    r"ethicsandreproducibility|ethicsandimpact|ethicsandbroaderimpact|authors?|sustainability|carbon\w{0,12}|generativeai|llmuse|llmusage)"
    r"(?:statements?|considerations?|declarations?|availability(?:statement)?|disclosures?|approval|review|concerns|issues|"
    r"consideration|usestatement|usagestatement|usedisclosure|and\w{0,40}statement)"
    r"|ethics|(?:ethical|ethics)(?:considerations?|statement|issues|aspects)?(?:and\w{0,30})?|availabilityof\w{0,40}"
    r"|limitations?(?:statement|and\w{0,40})?|statementof(?:ethics|reproducibility|limitations)"
    r"|conflicts?ofinterests?(?:statement)?|competinginterests?(?:statement)?|declarationof\w{0,60}|declarations?"
    r"|disclosureofinterests?|disclosures?|(?:the)?useof(?:ai|llms?|largelanguagemodels?|generativeai|aiassistants?)\w{0,40}"
    r"|(?:llm|largelanguagemodels?|generativeai|ai)s?(?:usage|use|assistance)(?:statement|disclosure|declaration)?"
    r"|reproducibility|dataavailability|codeavailability|(?:data|code)and(?:code|data)availability|notes?|"
    r"(?:software|code|data|materials|models)and(?:software|code|data|materials|models)(?:availability|statement|release)?|"
    r"accessibility|impactandlimitations|risks?|potentialrisks?|credits?|institutionalreviewboard\w*|informedconsent\w*|ethicsapproval\w*|humansubjects\w*)$"
)
APART_UNNUMBERED = re.compile(r"impact|ethic")
ALWAYS_APART = re.compile(
    r"statement|acknowledg|funding|availability|checklist|disclosure|declaration|interest|useof|usage|authorcontr|creditauthor"
)
_MAIN = re.compile(
    r"^(?:introduction|relatedworks?|background(?:and\w{0,40})?|preliminar(?:y|ies)|motivation|methods?|methodology|approach|ourapproach|"
    r"materialsandmethods|problem(?:statement|setting|formulation|definition|setup)|experiments?|experimental(?:setup|results|evaluation)|"
    r"evaluation|results?|resultsanddiscussions?|discussions?|discussionsand\w{0,40}|discussionand\w{0,40}|analysis|"
    r"conclusions?|conclusions?and\w{0,60}|concludingremarks|conclusions?futurework|summary(?:and\w{0,40})?|futureworks?|futuredirections|"
    r"theory|model|dataset|datasets|data|implementation|casestudy|ablation(?:study|studies)?|outlook|priorwork|literaturereview|"
    r"relatedwork(?:and\w{0,30})?|systemoverview|overview|proposedmethod|limitationsandfuturework|limitationsandconclusions?)$"
)
RUN_IN = re.compile(
    r"^(?:\d{1,2}\.?\s+)?((?:Acknowledge?ments?|ACKNOWLEDGE?MENTS?|Acknowledge?ments? and Disclosure of Funding|(?:Broader )?Impact Statement|IMPACT STATEMENT|"
    r"Ethic(?:s|al) Statement|Ethical Considerations|Reproducibility Statement|Funding|Author Contributions|"
    r"Data Availability(?: Statement)?|Code Availability|Disclosure of Interests|Competing Interests|Conflicts? of Interests?|"
    r"Use of (?:LLMs|Large Language Models|Generative AI)|LLM Usage|Broader Impacts?|Ethics))\s*(?:[.:—–]|-{1,2}\s)\s*\S",
    re.IGNORECASE,
)
RUN_IN_BOLD = re.compile(r"^([A-Z][^.:—]{3,60}?)\s*[.:—]\s*\S")
RUN_IN_REFERENCES = re.compile(
    r"^(References|Bibliography|Literature Cited|Works Cited)\s*(?:[.:—–]|-\s)\s*\S", re.IGNORECASE
)


def squash(text: str) -> str:
    """Letters only, lower case, without accents: "R EFERENCES", "6. References:" and "REFERENCES" are one."""
    flat = unicodedata.normalize("NFKD", text)
    return "".join(char for char in flat.lower() if char.isalpha())


def named(text: str, words: str) -> tuple[Part | None, str]:
    """What a heading's words say, tried as printed and without its number."""
    for candidate in (squash(text), squash(words)):
        for part, known in _VOCABULARY:
            if candidate and known(candidate):
                return part, "heading"
    if _APPENDIX_LABEL.match(text) and len(text.split()) <= MAX_HEADING_WORDS and _label_is_heading(text):
        return Part.APPENDIX, "heading"
    return None, ""


def _label_is_heading(text: str) -> bool:
    """ "Appendix B: Proofs" opens an appendix, "Appendix B shows ..." speaks of one."""
    rest = _APPENDIX_LABEL.sub("", text, count=1)
    if text.rstrip().endswith((".", ",", ";")):
        return False
    first = re.match(r"^(?:(?:[A-Z]|\d{1,2}|[IVX]{1,4})\b[ .:—–-]*)?(\S*)", rest)
    word = first.group(1).strip(".:—–-") if first else ""
    return not word or not word[0].islower() or word in {"to", "for", "of", "and"}


_VOCABULARY = (
    (Part.REFERENCES, _REFERENCES.match),
    (Part.APPENDIX, _APPENDIX.match),
    (Part.CHECKLIST, _CHECKLIST.match),
    (Part.ACKNOWLEDGEMENTS, _ACKNOWLEDGEMENTS.match),
    (Part.IMPACT, _IMPACT.match),
    (Part.MAIN, _MAIN.match),
    (Part.STATEMENT, _STATEMENT.match),
    (Part.ABSTRACT, frozenset({"abstract", "summary", "zusammenfassung", "resume"}).__contains__),
)
