// The page's own wording, in both languages. What the business says comes from the engine.

const WORDS = {
  ar: {
    dir: 'rtl',
    other: 'English',
    title: 'محاكي حوار',
    subtitle: 'هاتف تجريبي، بلا حساب وبلا شبكة',
    who: 'من يكتب؟',
    restart: 'بدء من جديد',
    restartHint: 'يبدأ برقم جديد لم يره المحرك من قبل.',
    try: 'أمثلة للتجربة',
    sent: 'أُرسلت',
    delivered: 'وصلت',
    read: 'قُرئت',
    waiting: 'بانتظار الإرسال',
    failed: 'لم يقبلها المحرك',
    sandbox: 'لا تخرج أي رسالة من هذا الجهاز.',
    online: 'متصل الآن',
    typing: 'يكتب…',
    offline: 'انقطع الاتصال بالمحرك. تجري إعادة المحاولة…',
    faults: 'في النص المحفوظ أخطاء، فيستمر العمل بالنص السابق:',
    placeholder: 'كتابة رسالة',
    send: 'إرسال',
    attach: 'إرفاق',
    photo: 'صورة',
    voice: 'رسالة صوتية',
    location: 'موقعي',
    sendLocation: 'إرسال الموقع',
    close: 'إغلاق',
    newest: 'إلى أحدث رسالة',
    template: 'قالب',
    document: 'ملف',
    video: 'فيديو',
    audio: 'رسالة صوتية',
    image: 'صورة',
    sticker: 'ملصق',
    you: 'أنت',
    empty: 'لبدء المحادثة تكفي كتابة رسالة أو اختيار مثال.',
    day: 'اليوم',
    log: 'المحادثة',
  },
  en: {
    dir: 'ltr',
    other: 'العربية',
    title: 'Hiwar simulator',
    subtitle: 'A phone to try things on: no account, no network',
    who: 'Who is writing?',
    restart: 'Start over',
    restartHint: 'Starts with a new number that the engine has never seen.',
    try: 'Try',
    sent: 'sent',
    delivered: 'delivered',
    read: 'read',
    waiting: 'waiting',
    failed: 'not taken by the engine',
    sandbox: 'No message leaves this machine.',
    online: 'online',
    typing: 'typing…',
    offline: 'The engine cannot be reached. Trying again…',
    faults: 'What was saved has errors, so the text before it goes on:',
    placeholder: 'Type a message',
    send: 'Send',
    attach: 'Attach',
    photo: 'Photo',
    voice: 'Voice message',
    location: 'My location',
    sendLocation: 'Send location',
    close: 'Close',
    newest: 'To the newest message',
    template: 'Template',
    document: 'Document',
    video: 'Video',
    audio: 'Voice message',
    image: 'Photo',
    sticker: 'Sticker',
    you: 'You',
    empty: 'Type a message to begin, or pick an example.',
    day: 'Today',
    log: 'Conversation',
  },
};

export const EXAMPLES = {
  ar: ['وين طلبي', '١٠٠١', 'القائمة', 'أبغى أكلم موظف'],
  en: ['where is my order', 'ORD-1002', 'menu', 'talk to an agent'],
};

let tag = localStorage.getItem('hiwar.language') === 'en' ? 'en' : 'ar';

export const language = () => tag;

export const word = (key) => WORDS[tag][key];

export function switchLanguage() {
  tag = tag === 'ar' ? 'en' : 'ar';
  localStorage.setItem('hiwar.language', tag);
}

// Latin digits in both languages, as the engine writes them by default.
export function clockTime(ms) {
  const locale = tag === 'ar' ? 'ar-u-nu-latn' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(ms);
}
