//! Two whole flows in the plain style of a first page for authors: asking after an order,
//! and returning an item. They use most of the language, and stay as they are written.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::world::{World, cast, compile, play_in, sources};
use crate::domain::{
    CallAnswer, CallError, CallRequest, Effect, TemplateSpec, TemplateText, Value,
};
use crate::flow::{Script, SourceFile};
use crate::locale::LocaleFile;

fn script() -> Arc<Script> {
    let mut sources = sources();
    let globals = |path: &str| matches!(path, "globals.rhai" | "main_menu.rhai");
    sources.flows.retain(|file| globals(&file.path));
    for (path, text) in [
        ("order_status.rhai", include_str!("order_status.rhai")),
        ("start_return.rhai", include_str!("start_return.rhai")),
        ("lib/orders.rhai", include_str!("orders.rhai")),
    ] {
        let (path, text) = (path.into(), text.into());
        sources.flows.push(SourceFile { path, text });
    }
    let kept = |path: &str| path.ends_with("engine.ftl") || path.ends_with("main-menu.ftl");
    sources.locales.retain(|file| kept(&file.path));
    for (path, text) in [
        ("ar/page.ftl", include_str!("ar.ftl")),
        ("en/page.ftl", include_str!("en.ftl")),
    ] {
        let (path, text) = (path.into(), text.into());
        sources.locales.push(LocaleFile { path, text });
    }
    compile(&sources)
}

fn world() -> World {
    let mut cast = cast("966501234567");
    let tenant = Arc::make_mut(&mut cast.tenant);
    tenant.switches.flags.insert("returns_enabled".into(), true);
    for (name, parameters) in [
        (
            "order_update",
            vec!["order_no".to_owned(), "status".to_owned()],
        ),
        ("rma_instructions", vec!["rma".to_owned()]),
    ] {
        let text = |code: &str| TemplateText {
            code: code.into(),
            body: "{{1}} {{2}}".into(),
        };
        let languages = [("ar".to_owned(), text("ar")), ("en".to_owned(), text("en"))];
        let spec = TemplateSpec {
            parameters,
            languages: languages.into(),
            quick_replies: Vec::new(),
        };
        tenant.templates.insert(name.into(), spec);
    }
    let mut looked = 0;
    let shop = move |request: &CallRequest| {
        looked += 1;
        Some(answer(request, looked))
    };
    World::served_by(Box::new(shop), script(), cast)
}

/// An order moves while nobody looks: what is on its way at first is delivered later.
fn answer(request: &CallRequest, looked: u32) -> CallAnswer {
    let text = |name: &str| request.arguments.get(name).and_then(Value::as_text);
    let body = match (request.operation.as_str(), text("order_no")) {
        ("shop.get_order", Some("ORD-1001")) if looked < 3 => order("ORD-1001", "shipped"),
        ("shop.get_order", Some(number @ ("ORD-1001" | "ORD-1002"))) => order(number, "delivered"),
        ("shop.create_return", _) => map([
            ("rma", "RMA-7".into()),
            ("ship_by", "2026-11-27".into()),
            ("label_url", "https://shop.example/label.pdf".into()),
        ]),
        ("shop.get_return", _) => map([("status", "waiting_parcel".into())]),
        _ => {
            return CallAnswer {
                ok: false,
                status: 404,
                body: Value::Null,
                error: Some(CallError::Http),
            };
        }
    };
    CallAnswer {
        ok: true,
        status: 200,
        body,
        error: None,
    }
}

fn order(number: &str, status: &str) -> Value {
    let line = |sku: &str, name: &str, price: &str| {
        map([
            ("sku", sku.into()),
            ("name", name.into()),
            ("price", Value::Decimal(price.into())),
        ])
    };
    map([
        ("order_no", number.into()),
        ("status", status.into()),
        ("eta", "2026-11-25".into()),
        ("delivered_at", "2026-11-18".into()),
        ("total", Value::Decimal("249.50".into())),
        ("currency", "SAR".into()),
        (
            "lines",
            Value::List(vec![
                line("L1", "Lamp", "199.50"),
                line("C2", "Chair", "50"),
            ]),
        ),
    ])
}

fn map<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let fields: BTreeMap<_, _> = fields.map(|(name, value)| (name.to_owned(), value)).into();
    Value::Map(fields)
}

fn play(table: &str) -> World {
    play_in(world(), table)
}

#[test]
fn an_order_is_asked_after_in_english() {
    play(
        "> where is my order?
         < What is your order number?
         > no idea
         <~ That is no order number
         > ORD-9999
         < There is no order ORD-9999.
         < What is your order number?
         > #ord ١٠٠١
         <~ Order ORD-1001 is on its way, expected
         < What next?
         [] Keep me updated | Another order | Talk to our team
         > keep me updated
         < Shall we write when it moves?
         > yes
         < We will.
         @ 25h
         < order_update",
    );
}

#[test]
fn an_order_is_asked_after_in_arabic() {
    play(
        "> وين طلبي؟
         < ما رقم الطلب؟
         > لا أعرفه
         <~ لم نتعرف على الرقم
         > #ord ٩٩٩٩
         < لا يوجد طلب بالرقم ORD-9999.
         < ما رقم الطلب؟
         > ١٠٠١
         <~ الطلب ORD-1001 في الطريق
         < ماذا بعد؟
         > ١
         < هل نرسل رسالة عند التغيير؟
         > ايوه
         < تم.
         @ 25h
         < order_update",
    );
}

#[test]
fn one_message_may_tell_the_order_and_a_person_may_not_come() {
    let world = play(
        "> where is my order ORD-1002
         <~ Order ORD-1002 was delivered on
         < What next?
         [] Return an item | Keep me updated | Another order | Talk to our team
         > another order
         < What is your order number?
         > back
         < Please choose what you need:
         > where is my order ORD-1002
         <~ Order ORD-1002 was delivered on
         < What next?
         > agent
         < A colleague will be with you soon.
         @ 15m
         = timer:handoff
         < We are sorry, nobody of our team could answer in time. Shall we try again?
         owner bot",
    );
    assert!(world.rehearsal.session.place.is_none());
}

#[test]
fn the_help_of_a_person_is_rated() {
    let world = play(
        "> وين طلبي ORD-1002
         <~ تم تسليم الطلب ORD-1002
         < ماذا بعد؟
         ># agent
         < سيرد عليكم أحد الزملاء قريبًا.
         agent claims
         <~ معك Nora
         agent resolves
         < كيف كانت خدمة فريقنا؟
         > ممتازة
         < شكرًا على التقييم.",
    );
    let marked = world.reply.effects.iter().find_map(|effect| match effect {
        Effect::Mark { event, fields } if event == "csat" => Some(fields.clone()),
        _ => None,
    });
    let rated = [
        ("score".to_owned(), Value::Int(5)),
        ("agent".to_owned(), "Nora".into()),
    ];
    assert_eq!(marked, Some(rated.into()));
}

#[test]
fn an_item_is_returned_in_english() {
    play(
        "> return an item
         < Which order is the item from?
         > ORD-1002
         < Which item?
         [] Lamp | Chair
         > Lamp
         < Why?
         > back
         < Which item?
         ># C2
         < Why?
         > damaged
         < A photo, please.
         > I have none
         <~ We need a photo here.
         >+ image
         < Anything to add?
         [] Skip
         ># 1
         < Store credit or card?
         > card
         <~ Please check:
         > change something
         < Which answer shall we change?
         > reason
         < Why?
         > changed my mind
         <~ Reason: Changed my mind
         > confirm
         < Return RMA-7 is registered. Hand it over by Friday, 27 November 2026.
         < Your label
         @ 73h
         < rma_instructions",
    );
}

#[test]
fn an_item_is_returned_in_arabic() {
    play(
        "> أبي ارجع
         < ما رقم الطلب الذي فيه المنتج؟
         > ٩٩٩٩
         < لا يوجد طلب بالرقم ORD-9999.
         < ما رقم الطلب الذي فيه المنتج؟
         > الطلب رقم ١٠٠٢
         < أي منتج؟
         > ٢
         < ما السبب؟
         > رجوع
         < أي منتج؟
         > ١
         < ما السبب؟
         > غيرت رأيي
         < هل من ملاحظة؟
         > تخطي
         < رصيد أم بطاقة؟
         > ٢
         <~ نرجو المراجعة:
         > تعديل
         < ما الجواب المطلوب تعديله؟
         > السبب
         < ما السبب؟
         > وصل تالفًا
         < نرجو إرسال صورة.
         >+ image
         <~ السبب: وصل تالفًا
         > تأكيد
         <~ تم تسجيل الإرجاع RMA-7. آخر موعد
         < البوليصة
         @ 73h
         < rma_instructions",
    );
}
