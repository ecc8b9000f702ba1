"""The sentences about what a proof would not cover, in English and Polish, with their clauses."""

from contexts.vocabulary.findings import Violation

_JSON_LD = "JSON-LD 1.1 API, expansion"
_DATA_LOSS = "VC Data Integrity 1.0, section 2.4.1, data loss detection"
_RDF = "RDF Dataset Canonicalization 1.0, section 5"

_RULES: dict[str, tuple[str, str, str]] = {
    "undefined-term": (
        _DATA_LOSS,
        "“{term}” is not defined by the contexts, so no signature can cover it; remove it or add "
        "the context that defines it",
        "„{term}” nie jest zdefiniowane w kontekstach, więc żaden podpis tego nie obejmie; usuń to "
        "pole albo dodaj kontekst, który je definiuje",
    ),
    "undefined-type": (
        _DATA_LOSS,
        "the type “{term}” is not defined by the contexts; remove it or add the context that "
        "defines it",
        "typ „{term}” nie jest zdefiniowany w kontekstach; usuń go albo dodaj kontekst, który go "
        "definiuje",
    ),
    "class-as-property": (
        _DATA_LOSS,
        "“{term}” is the name of a class and cannot be used as a property",
        "„{term}” jest nazwą klasy i nie może być użyte jako własność",
    ),
    "property-as-class": (
        _DATA_LOSS,
        "“{term}” is the name of a property and cannot be used as a type",
        "„{term}” jest nazwą własności i nie może być użyte jako typ",
    ),
    "unsupported-container": (
        _JSON_LD,
        "“{term}” is defined in a way (map, reverse or nested property) that lets JSON and the "
        "signed statements differ",
        "„{term}” jest zdefiniowane w sposób (mapa, własność odwrotna lub zagnieżdżona), który "
        "pozwala, by JSON mówił co innego niż podpisane stwierdzenia",
    ),
    "type-not-a-string": (
        _JSON_LD,
        "a type must be written as text",
        "typ musi być zapisany jako tekst",
    ),
    "same-type-twice": (
        _DATA_LOSS,
        "the type “{term}” stands here twice under different names",
        "typ „{term}” występuje tu dwa razy pod różnymi nazwami",
    ),
    "iri-not-a-string": (
        _JSON_LD,
        "an address or identifier must be written as text",
        "adres lub identyfikator musi być zapisany jako tekst",
    ),
    "relative-iri": (
        _DATA_LOSS,
        "this must be a full address or identifier such as https://… or urn:uuid:…",
        "tu musi stać pełny adres lub identyfikator, na przykład https://… albo urn:uuid:…",
    ),
    "compact-iri": (
        _DATA_LOSS,
        "“{iri}” is another spelling of a name that the contexts define; write the name itself",
        "„{iri}” to inny zapis nazwy zdefiniowanej w kontekstach; użyj samej nazwy",
    ),
    "invalid-iri": (
        "RFC 3987 and N-Quads 1.1, IRIREF",
        "“{iri}” is not a valid address or identifier; spaces, quotes and brackets must be "
        "percent-encoded",
        "„{iri}” nie jest poprawnym adresem ani identyfikatorem; odstępy, cudzysłowy i nawiasy "
        "trzeba zakodować procentowo",
    ),
    "blank-node-id": (
        _RDF,
        "an identifier must not begin with “_:”; leave it out or give a real one",
        "identyfikator nie może zaczynać się od „_:”; usuń go albo podaj prawdziwy",
    ),
    "control-character": (
        _RDF,
        "the text holds a control character or a code that is no character, which programs read or "
        "write differently; remove it",
        "tekst zawiera znak sterujący albo kod, który nie jest znakiem; programy czytają go lub "
        "zapisują różnie; usuń go",
    ),
    "language-tag": (
        "BCP 47, section 2.1.1",
        "the language must be written like pl, en-GB or zh-Hant",
        "język trzeba zapisać w postaci pl, en-GB albo zh-Hant",
    ),
    "boolean-not-expected": (
        _DATA_LOSS,
        "true or false cannot stand here",
        "tu nie może stać wartość true ani false",
    ),
    "number-not-expected": (
        _DATA_LOSS,
        "a number cannot stand here; write the value as text",
        "tu nie może stać liczba; zapisz wartość jako tekst",
    ),
    "text-not-expected": (
        _DATA_LOSS,
        "text cannot stand here; write a number, true or false without quotation marks",
        "tu nie może stać tekst; zapisz liczbę albo true lub false bez cudzysłowu",
    ),
    "not-a-value": (
        _DATA_LOSS,
        "this value has a form that cannot be signed",
        "ta wartość ma postać, której nie da się podpisać",
    ),
    "inexact-number": (
        "JSON-LD 1.1 API, section 8.6",
        "the number cannot be kept exactly; use at most 15 digits, and no “.0” at the end",
        "tej liczby nie da się zapisać dokładnie; użyj najwyżej 15 cyfr, bez „,0” na końcu",
    ),
    "disputed-number": (
        "JSON-LD 1.1 API, section 8.6",
        "programs write the number {number} with different digits when they check a signature; "
        "use another one, such as one with fewer decimals or a half",
        "programy sprawdzające podpis zapisują liczbę {number} różnymi cyframi; użyj innej, na "
        "przykład z mniejszą liczbą miejsc po przecinku albo z połówką",
    ),
    "single-in-list": (
        _DATA_LOSS,
        "“{term}” holds a single value, which must stand here without a list",
        "„{term}” ma jedną wartość, która musi tu stać bez listy",
    ),
    "list-expected": (
        _DATA_LOSS,
        "“{term}” must be a list here, also when it holds a single value",
        "„{term}” musi tu być listą, także gdy ma jedną wartość",
    ),
    "not-json-ld": (
        _JSON_LD,
        "the document is not proper JSON-LD ({detail})",
        "dokument nie jest poprawnym JSON-LD ({detail})",
    ),
    "too-few-statements": (
        _DATA_LOSS,
        "the document makes no statement that a signature could cover",
        "dokument nie zawiera żadnego stwierdzenia, które podpis mógłby objąć",
    ),
    "ambiguous-order": (
        "RDF Dataset Canonicalization 1.0, section 4.4.3",
        "two texts of one property begin with characters that programs sort differently (an "
        "emoji beside a full-width or presentation-form character); change one of them",
        "dwa teksty jednej własności zaczynają się od znaków, które programy różnie sortują "
        "(emoji obok znaku pełnej szerokości lub formy prezentacyjnej); zmień jeden z nich",
    ),
    "reserved-name": (
        "VC Data Integrity ECDSA Cryptosuites 1.0, skolemizeCompactJsonLd",
        "an identifier begins with “urn:bnid:”, which selective disclosure keeps for itself; "
        "give another one",
        "identyfikator zaczyna się od „urn:bnid:”, co jest zastrzeżone dla selektywnego "
        "ujawniania; podaj inny",
    ),
    "indivisible": (
        "VC Data Integrity ECDSA Cryptosuites 1.0, canonicalizeAndGroup",
        "the document holds plain JSON as a value, which cannot be disclosed in parts; sign it "
        "with another suite",
        "dokument zawiera zwykły JSON jako wartość, którego nie da się ujawnić częściowo; "
        "podpisz go innym zestawem",
    ),
    "json-rdf-mismatch": (
        _DATA_LOSS,
        "“{term}” does not say the same in the signed statements as in the document",
        "„{term}” mówi w podpisanych stwierdzeniach co innego niż w dokumencie",
    ),
}


def problem(pointer: str, rule: str, **facts: str) -> Violation:
    """Return the violation of `rule` at the JSON pointer `pointer`, told with `facts`."""
    clause, english, polish = _RULES[rule]
    return Violation(
        pointer=pointer,
        rule=rule,
        clause=clause,
        message_en=_sentence(english.format_map(facts)),
        message_pl=_sentence(polish.format_map(facts)),
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
