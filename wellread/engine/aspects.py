"""The kinds of questions that people ask about health, and the words in which articles answer them.

A question names the kind in one way and an article answers in another: "How is it diagnosed?", "Tests that examine
the blood are used". Such words never decide what is found; they only weigh.
"""

from collections.abc import Iterable
from functools import lru_cache

from wellread.engine import analysis

_ENGLISH = {
    "diagnose diagnosis diagnosed": "test tests exam biopsy diagnosis detect procedure",
    "outlook prognosis survival": "prognosis survival recovery outlook chance",
    "treatment treat cure": "treatment treated treat therapy surgery",
    "symptom": "sign symptom",
    "sign": "symptom",
    "cause": "caused cause due",
    "prevent prevention": "prevention avoid lower risk",
    "risk": "factor increase risk",
    "inherit hereditary": "inherited autosomal pattern inheritance parent",
    "genetic": "gene mutation",
    "frequency common affected": "rare prevalence estimated incidence affected worldwide",
    "research trial": "trial study research",
    "stage": "spread stage",
}
_SPANISH = {
    "diagnostico diagnostica diagnosticar": "prueba pruebas examen biopsia diagnostico detectar procedimiento",
    "pronostico supervivencia": "pronostico supervivencia recuperacion probabilidad",
    "tratamiento tratar curar cura": "tratamiento terapia cirugia tratar",
    "sintoma": "signo sintoma",
    "signo": "sintoma",
    "causa": "causado causa debido",
    "prevenir prevencion": "prevencion evitar reducir riesgo",
    "riesgo": "factor aumentar riesgo",
    "hereditario hereda": "hereditario autosomico patron herencia padres",
    "genetico": "gen mutacion",
    "frecuente frecuencia afectadas": "raro prevalencia estimado incidencia afectado mundial",
    "investigacion ensayo": "ensayo estudio investigacion",
    "etapa estadio": "diseminado etapa estadio",
}
_ASPECTS = {"en": _ENGLISH, "es": _SPANISH}


def answering_stems(asked: Iterable[str], language: str) -> tuple[str, ...]:
    """Return the stems in which a question with these stems is answered, without its own."""
    own = tuple(asked)
    table = _by_stem(language)
    return tuple(sorted({stem for one in own for stem in table.get(one, ())} - set(own)))


@lru_cache
def _by_stem(language: str) -> dict[str, tuple[str, ...]]:
    return {
        stem: tuple(analysis.stems(answered, language))
        for asked, answered in _ASPECTS.get(language, {}).items()
        for stem in analysis.stems(asked, language)
    }
