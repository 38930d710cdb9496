"""Words of everyday language that some abbreviations look like: ALL is a leukemia, all is not.

An abbreviation that is one of these means something only where it is typed in capitals.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


ORDINARY_WORDS = {
    "en": _words(
        """
        a acts age aid aids ail air all am an and any are arm arms as ask at ate bad bag ban bar bat be bed
        bee beg bet big bit bite boy bug bus but buy by call calm cam came can cap car care case cast cat chop
        cold cope could cup cut dad dash day dear did die diet dip do dog down dry due each ear ears eat ed
        egg end ever every eye eyes fan far fast fat fear feel feet few fit fix flat flu fly foot for free
        from full fun gain gap gas get gist give go got gum gut had ham hand has hat have he hear heart help
        her hers high him hip his hit hot how i ice if ill in is it its jaw job just keep key kid kids lab
        lack lap last late law lay led leg less let lie life like lip list live lot low lump mad made make man
        map mat may me mean means men mild mind miss mom more most much mum must my nap near neck need net
        nets new nose not now nut of off oil old on once one only open or our out own pad pain pan part past
        pat pay pee pen per pet pets pie pig pill pin plan play pop port pots pus put rash rate raw red rest
        rib rid rise risk role rub run sad safe said same sars saw say scan scar sea see seen self set sex she
        shot show sick side sit six skin sleep slow so some son soon sore spa spot stem step stop such sum sun
        sure tan tap tea team tell ten test than that the their them then they thin this tie time tip tips to
        toe too took top try turn two up us use vain van vein very via was wax way we week well went were wet
        what when who why will win wise with word work worse yes yet you your
        """
    ),
    "es": _words(
        """
        a al ala algo alta alto ama ano ante aun ave ay baja bajo bien boca cada cal cama cara carne casa casi
        caso cita como con cosa cual cura da dan dar de del di dia dias dice dieta donde dos duro e edad el
        ella ellos en era eran es esa ese eso esta este esto fe fin flor frio fue gas gran ha habla hace han
        hasta hay he hijo hora hoy iba ir la las le les ley lo los luz mal malo mama mano mar mas masa me
        media mes mi mia mis mucho muy nada ni no nos o ojo otra otro pan para pelo pero pie piel poco por
        puede que red rojo rol sal sale sana sano se sea ser si sida sin sobre sol solo son su sus tal tan te
        tez ti tia tipo toda todo tos tres tu tus un una uno uso va van ve vena ver vez vida voz y ya yo zona
        """
    ),
}
