# المواعيد، والفريق الميداني

check-in-triggers = موعدي
    .also = موعد، المواعيد، تأكيد+موعد*، تغيير+موعد*، تأجيل+موعد*، تسجيل الوصول، =وصلت، أنا وصلت، انا هنا، مهامي

check-in-none = لا يوجد موعد مسجل على هذا الرقم.
check-in-ask-which = ما الموعد المقصود؟

check-in-show = { $occasion ->
    [delivery] موعد التوصيل { $number }: { $date }، من { $from } إلى { $ends }، { $place }.
   *[visit] موعد الزيارة { $number }: { $date }، من { $from } إلى { $ends }، { $place }.
} { $status ->
    [confirmed] الموعد مؤكد.
   *[planned] يُرجى تأكيد الموعد.
}
visit-confirm = تأكيد الموعد
    .also = تأكيد، أكد، نعم، تمام
visit-arrived = تسجيل الوصول
    .also = وصلت، وصول، أنا هنا
visit-move = موعد آخر
    .also = تغيير، تأجيل، وقت آخر
visit-agent = التحدث مع موظف
    .also = موظف، خدمة العملاء

check-in-ask-location = يُرجى مشاركة موقع التوصيل ليصل المندوب بسهولة. وللمتابعة من دونه يكفي إرسال كلمة «تخطي».
check-in-location-invalid = نحتاج إلى موقع: يُرجى الضغط على المشبك ثم «الموقع».
check-in-confirmed = تم التأكيد: { $number }، { $date } من { $from } إلى { $ends }. نراكم على خير.

check-in-ask-slot = أي هذه الأوقات أنسب؟
check-in-slot = { $date } { $from }
check-in-no-slots = لا توجد مواعيد أخرى متاحة حاليًا. سيساعد الفريق في اختيار وقت مناسب.
check-in-slot-taken = نعتذر، حُجز هذا الوقت للتو.
check-in-moved = تم تغيير الموعد { $number } إلى { $date } من { $from } إلى { $ends }.

check-in-arrived = أهلًا وسهلًا. رقم الدور { $ticket }، وسيحضر أحد الزملاء بعد قليل.

check-in-no-jobs = لا توجد مهام لهذا اليوم.
check-in-ask-job = ما المهمة المقصودة؟
check-in-job = المهمة { $number }: { $task }، من { $from } إلى { $ends }.
at_job-here = في الموقع
    .also = وصلت، أنا في الموقع، تسجيل
at_job-issue = الإبلاغ عن مشكلة
    .also = مشكلة، بلاغ
at_job-other = مهمة أخرى
    .also = أخرى، غيرها
check-in-ask-spot = يُرجى مشاركة الموقع الحالي عند المهمة.
check-in-ask-photo = والآن يُرجى إرسال صورة للموقع.
check-in-photo-invalid = نحتاج إلى صورة: يُرجى التقاط صورة أو اختيارها من المعرض.
check-in-recorded = تم تسجيل الوصول برقم { $ticket }.
check-in-ask-report = هل توجد مشكلة للإبلاغ عنها؟
check-in-ask-issue = ما المشكلة؟
issue-nobody_there = لا يوجد أحد
    .also = لا أحد، مغلق
issue-part_missing = قطعة ناقصة
    .also = قطعة، نقص، ناقص
issue-damage = تلف
    .also = تالف، كسر، مكسور
issue-other = مشكلة أخرى
    .also = أخرى، غير ذلك
check-in-ask-note = يُرجى وصفها في جملة أو جملتين.
check-in-ask-issue-photo = تفيدنا صورة لها. يُرجى إرسال صورة أو التخطي.
check-in-reported = سُجل البلاغ برقم { $number }، وسيتواصل المنسق قريبًا.

check-in-down = تعذّر الوصول إلى نظام المواعيد حاليًا. كيف نتابع؟
