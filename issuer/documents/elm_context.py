"""The JSON-LD context of our ELM documents: the terms of `edc-ap` that they use, and no others."""

from keys.strict_json import Json


def _linking(*terms: str) -> dict[str, Json]:
    return {term: {"@id": f"elm:{term}", "@type": "@id"} for term in terms}


def _texts(**terms: str) -> dict[str, Json]:
    return {term: {"@id": iri, "@container": "@language"} for term, iri in terms.items()}


def _classes(*names: str) -> dict[str, Json]:
    return {name: f"elm:{name}" for name in names}


CONTEXT: dict[str, Json] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dc": "http://purl.org/dc/terms/",
    "elm": "http://data.europa.eu/snb/model/elm/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rov": "http://www.w3.org/ns/regorg#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    **_classes(
        "Address", "AwardingOpportunity", "CreditPoint", "GradingScheme", "Identifier",
        "LearningAchievementSpecification", "LearningAssessmentSpecification", "LearningOutcome",
        "LegalIdentifier", "Note", "Organisation", "Qualification", "WebResource",
    ),
    "Concept": "skos:Concept",
    "ConceptScheme": "skos:ConceptScheme",
    "Location": "dc:Location",
    **_linking(
        "additionalNote", "address", "awardingBody", "awardingOpportunity", "countryCode",
        "creditPoint", "entryRequirement", "framework", "gradingScheme", "learningOutcome",
        "location", "mode", "provenBy", "relatedESCOSkill", "supplementaryDocument",
        "taxIdentifier",
    ),
    "dcType": {"@id": "dc:type", "@type": "@id"},
    "eqfLevel": {"@id": "elm:EQFLevel", "@type": "@id"},
    "homepage": {"@id": "foaf:homepage", "@type": "@id"},
    "identifier": {"@id": "adms:identifier", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "nqfLevel": {"@id": "elm:NQFLevel", "@type": "@id"},
    "registration": {"@id": "rov:registration", "@type": "@id"},
    "spatial": {"@id": "dc:spatial", "@type": "@id"},
    "thematicArea": {"@id": "elm:ISCEDFCode", "@type": "@id"},
    **_texts(
        description="dc:description",
        legalName="rov:legalName",
        noteLiteral="elm:noteLiteral",
        prefLabel="skos:prefLabel",
        title="dc:title",
    ),
    "contentURL": {"@id": "elm:contentUrl", "@type": "xsd:anyURI"},
    "notation": "skos:notation",
    "point": {"@id": "elm:point", "@type": "xsd:string"},
    "schemeName": {"@id": "elm:schemeName", "@type": "xsd:string"},
    "volumeOfLearning": {"@id": "elm:volumeOfLearning", "@type": "xsd:duration"},
}  # fmt: skip
