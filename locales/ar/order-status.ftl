
# حالة الطلب

# عبارات يبدأ بها السؤال عن الطلب: «+» تجمع كلمتين، و«*» تكمل الكلمة، و«=» للرسالة كاملة
order-status-triggers = حالة الطلب
    .also = حالة+طلب*، وين+طلب*، فين+طلب*، أين+طلب*، =تتبع، تتبع+طلب*، متى+يوصل*، متى+توصل*، متى+يصل*، متى+تصل*، متى+يجي*، =طلبي، رقم الشحنة، وين+شحن*، أين+شحن*، وصل+طلبي، ما+وصل*+طلب*، لم+يصل*+طلب*، تأخر*+طلب*

order-ask-number = يُرجى كتابة رقم الطلب، مثل ORD-1001. يظهر الرقم في رسالة تأكيد الطلب.
order-status-dated = { $status ->
    [shipped] الطلب { $order_no } في الطريق، والتسليم المتوقع { $date }. الإجمالي { $total }
    [out_for_delivery] الطلب { $order_no } مع المندوب، والتسليم المتوقع { $date }. الإجمالي { $total }
    [delivered] تم تسليم الطلب { $order_no } بتاريخ { DATE($date, style: "long") }. الإجمالي { $total }
    [preparing] الطلب { $order_no } قيد التجهيز، والتسليم المتوقع { $date }. الإجمالي { $total }
    [cancelled] تم إلغاء الطلب { $order_no } بتاريخ { DATE($date, style: "long") }. الإجمالي { $total }
   *[unknown] الطلب { $order_no } قيد المعالجة، والتسليم المتوقع { $date }. الإجمالي { $total }
}
order-status-plain = { $status ->
    [shipped] الطلب { $order_no } في الطريق. الإجمالي { $total }
    [out_for_delivery] الطلب { $order_no } مع المندوب. الإجمالي { $total }
    [delivered] تم تسليم الطلب { $order_no }. الإجمالي { $total }
    [preparing] الطلب { $order_no } قيد التجهيز. الإجمالي { $total }
    [cancelled] تم إلغاء الطلب { $order_no }. الإجمالي { $total }
   *[unknown] الطلب { $order_no } قيد المعالجة. الإجمالي { $total }
}

next-another = طلب آخر
    .also = تتبع طلب آخر، رقم آخر، غيره
order-offer-agent = لم نصل إلى الطلب بعد. هل نحوّل المحادثة إلى فريق الخدمة؟
order-went-quiet = لم يصلنا رد، فأنهينا السؤال عن الطلب. القائمة متاحة في أي وقت.

next-return = إرجاع منتج
    .also = إرجاع، ارجاع، استرجاع
next-notify = إشعار عند التغيير
    .also = إشعار، تنبيه، نبهني، نبهوني، بلغوني
    .desc = رسالة كلما تغيّرت حالة الطلب

order-optin-ask = هل نرسل رسالة كلما تغيّرت حالة الطلب { $order_no }؟ يمكن إيقاف الرسائل في أي وقت بكلمة «إيقاف».
order-optin-thanks = تم. ستصل رسالة كلما تغيّرت حالة الطلب { $order_no }.
# حالة الطلب داخل جملة، في الرسائل المعتمدة
order-state = { $status ->
    [shipped] في الطريق
    [out_for_delivery] مع المندوب
    [delivered] تم التسليم
    [preparing] قيد التجهيز
    [cancelled] تم الإلغاء
   *[unknown] قيد المعالجة
}
