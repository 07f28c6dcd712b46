"""Abbreviations that medicine knows, for articles that use them without saying what they stand for."""

from __future__ import annotations

from collections.abc import Mapping

_LINES = """
AE adverse event|TEAE treatment-emergent adverse event|HDRS Hamilton depression rating scale
HAMD Hamilton depression rating scale|HAM-D Hamilton depression rating scale|HRSD Hamilton depression rating scale
HAMA Hamilton anxiety rating scale|HAM-A Hamilton anxiety rating scale|TSK Tampa Scale of Kinesiophobia
SAE serious adverse event|DVT deep vein thrombosis|PE pulmonary embolism|MI myocardial infarction
PONV postoperative nausea and vomiting|LOS length of stay|ICU intensive care unit|NICU neonatal intensive care unit
SBP systolic blood pressure|DBP diastolic blood pressure|MAP mean arterial pressure|HR heart rate|RR respiratory rate
BMI body mass index|WC waist circumference|CRP C-reactive protein|ESR erythrocyte sedimentation rate|Hb haemoglobin
PTH parathyroid hormone|TSH thyroid stimulating hormone|ALT alanine aminotransferase|AST aspartate aminotransferase
LDL low density lipoprotein|HDL high density lipoprotein|TC total cholesterol|FPG fasting plasma glucose
FEV1 forced expiratory volume|FVC forced vital capacity|PEF peak expiratory flow|LVEF left ventricular ejection fraction
eGFR estimated glomerular filtration rate|BUN blood urea nitrogen|6MWD six-minute walk distance
6MWT six-minute walk test|TUG Timed Up and Go|BBS Berg Balance Scale|FIM Functional Independence Measure
QoL quality of life|HRQoL health-related quality of life|VAS visual analogue scale|NRS numeric rating scale
ISI Insomnia Severity Index|PSQI Pittsburgh Sleep Quality Index|ESS Epworth Sleepiness Scale
BDI Beck Depression Inventory|BAI Beck Anxiety Inventory|STAI State-Trait Anxiety Inventory
HADS Hospital Anxiety and Depression Scale|HADS-A HADS anxiety|HADS-D HADS depression
MADRS Montgomery-Asberg Depression Rating Scale
PHQ-9 Patient Health Questionnaire depression|GAD-7 Generalized Anxiety Disorder scale|PSS Perceived Stress Scale
GDS Geriatric Depression Scale|MoCA Montreal Cognitive Assessment|TMT Trail Making Test
EPDS Edinburgh Postnatal Depression Scale|PANSS Positive and Negative Syndrome Scale|MMSE Mini-Mental State Examination
WOMAC Western Ontario and McMaster Universities Osteoarthritis Index|ODI Oswestry Disability Index
RMDQ Roland Morris Disability Questionnaire|NDI Neck Disability Index|NIHSS National Institutes of Health Stroke Scale
mRS modified Rankin Scale|EDSS Expanded Disability Status Scale|SGRQ St George's Respiratory Questionnaire
KCCQ Kansas City Cardiomyopathy Questionnaire|IPSS International Prostate Symptom Score
DAS28 disease activity score|HAQ Health Assessment Questionnaire|DLQI Dermatology Life Quality Index
OHSS ovarian hyperstimulation syndrome|PPH postpartum haemorrhage|GDM gestational diabetes mellitus
RDS respiratory distress syndrome|BPD bronchopulmonary dysplasia|NEC necrotising enterocolitis
IVH intraventricular haemorrhage|ROP retinopathy of prematurity|UTI urinary tract infection|SSI surgical site infection
VAP ventilator-associated pneumonia|ARDS acute respiratory distress syndrome|AKI acute kidney injury
VTE venous thromboembolism|TVR target vessel revascularisation|TLR target lesion revascularisation
MACE major adverse cardiac events|ORR objective response rate|OS overall survival|PFS progression-free survival
DFS disease-free survival|pCR pathological complete response|SVR sustained virological response
IOP intraocular pressure|BCVA best corrected visual acuity|CMT central macular thickness|CST central subfield thickness
PPD probing pocket depth|PD probing depth|CAL clinical attachment level|BOP bleeding on probing|PI plaque index
GI gingival index|DMFT decayed missing filled teeth|DMFS decayed missing filled surfaces
ROM range of motion|DASH Disabilities of the Arm Shoulder and Hand
FBG fasting blood glucose|HOMA-IR homeostasis model assessment insulin resistance|WHR waist hip ratio
TBARS thiobarbituric acid reactive substances|MDA malondialdehyde|TAC total antioxidant capacity
CD4 CD4 cell count|EPO erythropoietin|RBC red blood cell|WBC white blood cell|PLT platelet
CGI Clinical Global Impression|YMRS Young Mania Rating Scale|ADAS-Cog Alzheimer's Disease Assessment Scale cognitive
GAF Global Assessment of Functioning|SF-36 Short Form health survey|EQ-5D EuroQol quality of life
BPRS Brief Psychiatric Rating Scale|Y-BOCS Yale-Brown Obsessive Compulsive Scale
IIEF International Index of Erectile Function|Qmax maximum urinary flow rate
PASI Psoriasis Area and Severity Index|GCS Glasgow Coma Scale|SOFA Sequential Organ Failure Assessment
"""
KNOWN: Mapping[str, str] = dict(
    entry.strip().split(" ", 1) for line in _LINES.strip().splitlines() for entry in line.split("|")
)
"""What an abbreviation stands for, where the article does not say; its own words go first."""


def known_in(text: str) -> dict[str, str]:
    """The known abbreviations that a text uses."""
    capitals = " ".join(word for word in set(text.split()) if word != word.lower())  # each has one, and no blank
    return {short: long for short, long in KNOWN.items() if short in capitals}


__all__ = ["KNOWN", "known_in"]
