# اللغة

language-ask = بأي لغة نكمل المحادثة؟ Which language?
language-ar = العربية
    .also = arabic، ar، عربي
# hiwar: allow(L0409) a language is offered by its own name
language-en = English
    .also = en، انجليزي، الإنجليزية
