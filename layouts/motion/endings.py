"""How a story says that it is over."""

import re

_ENDINGS = {
    "ar": "النهاية",
    "bg": "Край",
    "ca": "Fi",
    "cs": "Konec",
    "cy": "Y Diwedd",
    "da": "Slut",
    "de": "Ende",
    "el": "Τέλος",
    "en": "The End",
    "eo": "Fino",
    "es": "Fin",
    "et": "Lõpp",
    "fa": "پایان",
    "fi": "Loppu",
    "fr": "Fin",
    "ga": "Críoch",
    "hi": "समाप्त",
    "hr": "Kraj",
    "hu": "Vége",
    "id": "Tamat",
    "is": "Endir",
    "it": "Fine",
    "ja": "おしまい",
    "lt": "Pabaiga",
    "lv": "Beigas",
    "ms": "Tamat",
    "nb": "Slutt",
    "nl": "Einde",
    "nn": "Slutt",
    "no": "Slutt",
    "pl": "Koniec",
    "pt": "Fim",
    "ro": "Sfârșit",
    "ru": "Конец",
    "sk": "Koniec",
    "sl": "Konec",
    "sr": "Крај",
    "sv": "Slut",
    "tr": "Son",
    "uk": "Кінець",
    "ur": "ختم شد",
    "vi": "Hết",
    "zh": "完",
}


def the_end(language: str) -> str:
    """“The End” in a language (a tag such as `pt-BR`); empty where we do not know how it is said."""
    return _ENDINGS.get(language.replace("_", "-").partition("-")[0].lower(), "")


def ends_so(text: str, language: str) -> bool:
    """Whether the last sentence of a text says “The End” itself."""
    said = the_end(language)
    last = rf"(?:^|[.!?…。！？]\s*|\n\s*){re.escape(said)}[\s.!…。！]*$"
    return bool(said) and re.search(last, text.strip(), re.IGNORECASE) is not None
