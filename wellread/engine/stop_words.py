"""Words that carry no meaning of their own in a question. They are indexed, and left out only of questions."""

_ENGLISH = """
a about after again also am an and any are as at be because been before being between both but by can cannot could did
do does doing don done down during each few for from further get gets getting go goes going got had has have having he
her here hers herself him himself his how i if in into is isn it its itself just ll m may me might more most much must
my myself no nor not now of off on once only or other ought our ours ourselves out over own please re s same she should
so some such t tell than that the their theirs them themselves then there these they this those through to too under
until up upon us ve very was we were what when where which while who whom whose why will with would you your yours
yourself yourselves
"""
_SPANISH = """
a al algo alguien algun alguna algunas alguno algunos ante antes aquel aquella aqui asi aun aunque bajo cada como
con contra cosa cual cuales cualquier cuando cuanto cuanta cuantos cuantas de debe debo deben del desde donde dos e
el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba estan estar estas este esto estos estoy
etc fue fueron ha haber habia han hace hacer hago hasta hay he la las le les lo los mas me mi mis mucha muchas
mucho muchos muy nada ni no nos nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para pero
poco por porque pueda puede pueden puedo pues que quien quienes quiero se sea sean segun ser si sido siempre sin
sobre son soy su sus suya suyo tal tambien tan tanto te tengo tener tiene tienen toda todas todo todos tras tu tus
un una unas uno unos usted ustedes va van vosotros y ya yo
"""

STOP_WORDS = {"en": frozenset(_ENGLISH.split()), "es": frozenset(_SPANISH.split())}
"""By language, in small letters without accents."""


def is_stop_word(form: str, language: str) -> bool:
    """Return whether a word in small letters without accents says nothing by itself."""
    return form in STOP_WORDS.get(language, ())
