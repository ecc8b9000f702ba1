"""Fields of education to choose from: the broad and narrow ones of ISCED-F 2013.

Codes and English names are those of UNESCO's International Standard Classification of Education,
Fields of Education and Training 2013 (UIS, Montreal 2014); Polish names follow the usage of Polish
statistics (GUS). Addresses are those of the European vocabulary, which ends them by the code.
Detailed fields, and the narrow ones for what is not elsewhere classified, can be typed in.
"""

from issuer.documents.concepts import ISCED_F, Concept

FRAMEWORK = "ISCED-F 2013"

_FIELDS = (
    ("00", "Generic programmes and qualifications", "Programy i kwalifikacje ogólne"),
    ("001", "Basic programmes and qualifications", "Podstawowe programy i kwalifikacje"),
    ("002", "Literacy and numeracy", "Umiejętność czytania, pisania i liczenia"),
    ("003", "Personal skills and development", "Rozwój osobowościowy"),
    ("01", "Education", "Kształcenie"),
    ("011", "Education", "Pedagogika"),
    ("02", "Arts and humanities", "Nauki humanistyczne i sztuka"),
    ("021", "Arts", "Sztuka"),
    ("022", "Humanities (except languages)", "Nauki humanistyczne (z wyłączeniem języków)"),
    ("023", "Languages", "Języki"),
    (
        "03",
        "Social sciences, journalism and information",
        "Nauki społeczne, dziennikarstwo i informacja",
    ),
    ("031", "Social and behavioural sciences", "Nauki społeczne i psychologiczne"),
    ("032", "Journalism and information", "Dziennikarstwo i informacja"),
    ("04", "Business, administration and law", "Biznes, administracja i prawo"),
    ("041", "Business and administration", "Biznes i administracja"),
    ("042", "Law", "Prawo"),
    (
        "05",
        "Natural sciences, mathematics and statistics",
        "Nauki przyrodnicze, matematyka i statystyka",
    ),
    ("051", "Biological and related sciences", "Nauki biologiczne i pokrewne"),
    ("052", "Environment", "Nauki o środowisku"),
    ("053", "Physical sciences", "Nauki fizyczne"),
    ("054", "Mathematics and statistics", "Matematyka i statystyka"),
    (
        "06",
        "Information and Communication Technologies (ICTs)",
        "Technologie teleinformacyjne",
    ),
    (
        "061",
        "Information and Communication Technologies (ICTs)",
        "Technologie teleinformacyjne",
    ),
    ("07", "Engineering, manufacturing and construction", "Technika, przemysł i budownictwo"),
    ("071", "Engineering and engineering trades", "Inżynieria i technika"),
    ("072", "Manufacturing and processing", "Produkcja i przetwórstwo"),
    ("073", "Architecture and construction", "Architektura i budownictwo"),
    (
        "08",
        "Agriculture, forestry, fisheries and veterinary",
        "Rolnictwo, leśnictwo, rybactwo i weterynaria",
    ),
    ("081", "Agriculture", "Rolnictwo"),
    ("082", "Forestry", "Leśnictwo"),
    ("083", "Fisheries", "Rybactwo"),
    ("084", "Veterinary", "Weterynaria"),
    ("09", "Health and welfare", "Zdrowie i opieka społeczna"),
    ("091", "Health", "Zdrowie"),
    ("092", "Welfare", "Opieka społeczna"),
    ("10", "Services", "Usługi"),
    ("101", "Personal services", "Usługi dla ludności"),
    ("102", "Hygiene and occupational health services", "Higiena i bezpieczeństwo pracy"),
    ("103", "Security services", "Ochrona i bezpieczeństwo"),
    ("104", "Transport services", "Usługi transportowe"),
)

ISCED_FIELDS: dict[str, Concept] = {
    code: Concept(f"{ISCED_F}{code}", english, polish) for code, english, polish in _FIELDS
}
"""The eleven broad fields (two digits), each followed by its narrow ones (three digits)."""
