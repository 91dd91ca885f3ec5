# اللغة

language-ask = بأي لغة نكمل المحادثة؟ Which language shall we use?
language-ar = العربية
    .also = arabic، ar، عربي
language-en = English
    .also = en، انجليزي، الإنجليزية
