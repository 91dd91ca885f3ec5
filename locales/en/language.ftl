# The language

language-ask = Which language shall we use? بأي لغة نكمل المحادثة؟
# hiwar: allow(L0409) a language is offered by its own name
language-ar = العربية
    .also = arabic, ar, عربي
language-en = English
    .also = en, انجليزي، الإنجليزية
