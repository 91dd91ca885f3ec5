# The language

language-ask = Which language shall we use? بأي لغة نكمل المحادثة؟
language-ar = العربية
    .also = arabic, ar, عربي
language-en = English
    .also = en, انجليزي، الإنجليزية
