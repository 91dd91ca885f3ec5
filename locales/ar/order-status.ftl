# حالة الطلب

# عبارات يبدأ بها السؤال عن الطلب: «+» تجمع كلمتين، و«*» تكمل الكلمة، و«=» للرسالة كاملة
order-status-triggers = حالة الطلب
    .also = حالة+طلب*، وين+طلب*، فين+طلب*، أين+طلب*، =تتبع، تتبع+طلب*، متى+يوصل، متى+توصل، متى+يصل، =طلبي، رقم الشحنة، وين+شحن*، أين+شحن*، وصل+طلبي، ما+وصل*+طلب*، لم+يصل*+طلب*، تأخر*+طلب*

order-ask-number = يُرجى كتابة رقم الطلب، مثل ORD-1001. يظهر الرقم في رسالة تأكيد الطلب.
order-number-invalid = لم نتعرف على رقم الطلب. يُرجى كتابة الرقم فقط، مثل ORD-1001، ويمكن كتابة «موظف» للتحدث مع الفريق.
order-missing = لم نجد طلبًا بالرقم { $order_no }.

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

order-what-next = هل من خدمة أخرى؟
next-another = طلب آخر
    .also = تتبع طلب آخر، رقم آخر، غيره
next-agent = التحدث مع موظف
    .also = موظف، خدمة العملاء
next-done = لا، شكرًا
    .also = =لا، =كلا، =خلاص، =تمام، =طيب، =اوكي، =انتهيت، =لا يوجد

order-shop-down = تعذّر الوصول إلى معلومات الطلبات حاليًا. كيف نتابع؟
shop_down-retry = إعادة المحاولة
    .also = إعادة، مرة أخرى، حاول
shop_down-agent = التحدث مع موظف
    .also = موظف، خدمة العملاء
shop_down-menu = القائمة الرئيسية
    .also = القائمة، قائمة

order-offer-agent = لم نصل إلى الطلب بعد. هل نحوّل المحادثة إلى فريق الخدمة؟
order-goodbye = على الرحب والسعة. القائمة متاحة في أي وقت.
order-went-quiet = لم يصلنا رد، فأنهينا السؤال عن الطلب. القائمة متاحة في أي وقت.
