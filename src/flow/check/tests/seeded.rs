//! Mistakes as authors make them, one at a time in a copy of what ships: each is found at
//! its place, and it alone.

use super::check;
use crate::flow::dialogues::sources;

/// The file, what stands there, what stands there instead with `⟦⟧` around what the finding
/// is to underline, and its code.
type Mistake = (&'static str, &'static str, &'static str, &'static str);

const GLOBALS: &str = "globals.rhai";
const MENU: &str = "main_menu.rhai";
const ORDER: &str = "order_status.rhai";
const RETURN: &str = "start_return.rhai";
const RMA: &str = "rma_instructions.rhai";
const LIB: &str = "lib/orders.rhai";
const AR: &str = "locales/ar/shop.ftl";
const EN: &str = "locales/en/shop.ftl";
const ORDER_EN: &str = "locales/en/order-status.ftl";
const MENU_AR: &str = "locales/ar/main-menu.ftl";

/// Stands for a text that is longer than any body.
const LONG: &str = "LONG";

const MISTAKES: &[Mistake] = &[
    (
        ORDER,
        r#"c.forget("order");
    return"#,
        r#"c.forget("order")
    ⟦return⟧"#,
        "F0101",
    ),
    (
        ORDER,
        r#"c.say("order-missing""#,
        r#"c.⟦sya⟧("order-missing""#,
        "F0102",
    ),
    (ORDER, "c.contact.phone", "c.⟦contcat⟧.phone", "F0102"),
    (
        ORDER,
        "money(o.total, o.currency)",
        "⟦money⟧(o.total)",
        "F0103",
    ),
    (
        ORDER,
        r#"c.set("order", r.body)"#,
        r#"c.set("order", ⟦bdy⟧)"#,
        "F0104",
    ),
    (ORDER, "let total = money", "let ⟦new⟧ = money", "F0105"),
    (ORDER, "r.status == 404", "r.status ⟦===⟧ 404", "F0106"),
    (ORDER, "if !r.ok {", "if !r.ok ⟦and⟧ true {", "F0106"),
    (ORDER, "fn another(c)", "fn ⟦آخر⟧(c)", "F0107"),
    (ORDER, r#"c.to("show")"#, r#"c.to(⟦"shwo"⟧)"#, "F0201"),
    (
        ORDER,
        r#"on_fail: "offer_agent""#,
        r#"on_fail: ⟦"offer_agnet"⟧"#,
        "F0201",
    ),
    (
        ORDER,
        "fn served(c)",
        "fn ⟦lost⟧(c) { return c.done(\"x\"); }\n\nfn served(c)",
        "F0202",
    ),
    (
        ORDER,
        r#"if !r.ok { return c.to("shop_down")"#,
        r#"if !r.ok { c.⟦to⟧("shop_down")"#,
        "F0203",
    ),
    (
        ORDER,
        r#"fn served(c) { return c.done("served"); }"#,
        r#"fn served(c) { c.forget("order"); ⟦}⟧"#,
        "F0203",
    ),
    (
        ORDER,
        r#"c.say("order-goodbye");
    return c.done("served");"#,
        r#"c.say("order-goodbye");
    return c.to(⟦"goodbye"⟧);"#,
        "F0204",
    ),
    (
        ORDER,
        r#"c.ask("order_no", "order-ask-number", #{
        kind: order_no(),
        tries: 3, invalid: "order-number-invalid", on_fail: "offer_agent","#,
        r#"c.⟦ask⟧("order_no", "order-ask-number", #{
        kind: order_no(),
        tries: 3, invalid: "order-number-invalid","#,
        "F0205",
    ),
    (
        MENU,
        r#"c.to_flow("order_status")"#,
        r#"c.to_flow(⟦"order_statsu"⟧)"#,
        "F0207",
    ),
    (
        GLOBALS,
        r#"command("menu",     "cmd-menu",     "main_menu")"#,
        r#"⟦command⟧("menu",     "cmd-menu",     "main_mneu")"#,
        "F0207",
    ),
    (
        RMA,
        r#"ways.push(opt("pickup"))"#,
        r#"ways.push(opt("pickup", ⟦"Somebody comes to get it"⟧))"#,
        "W0501",
    ),
    (
        ORDER,
        r#"let options = [opt("another"), opt("agent"), opt("done")]"#,
        r#"let options = [opt("another"), opt("agent"), opt("done"), opt(⟦"agent"⟧)]"#,
        "W0505",
    ),
    (ORDER, r#""return"  =>"#, r#"⟦"retrun"⟧  =>"#, "F0213"),
    (
        MENU,
        r#""start_return"     =>"#,
        r#"⟦"start_retrun"⟧     =>"#,
        "F0213",
    ),
    (
        RMA,
        r#"if pick == "agent""#,
        r#"if pick == ⟦"agnet"⟧"#,
        "F0213",
    ),
    (
        RETURN,
        r#""stop" => c.to("stopped")"#,
        r#"⟦"stopp"⟧ => c.to("stopped")"#,
        "F0213",
    ),
    (
        RETURN,
        r#"style == "plain""#,
        r#"style == ⟦"plane"⟧"#,
        "F0213",
    ),
    (
        LIB,
        "days_between(delivered, now)",
        "⟦days_betwen⟧(delivered, now)",
        "F0102",
    ),
    (LIB, "text.chars()", "text.⟦chras⟧()", "F0102"),
    (
        RMA,
        "let options = [];\n    for one in c.slots",
        "let no = 1; [1].map(⟦|⟧x| x + no);\n    let options = [];\n    for one in c.slots",
        "F0113",
    ),
    (
        ORDER,
        r#"{ "handoff-queued" } else"#,
        r#"{ ⟦"handoff-queud"⟧ } else"#,
        "L0401",
    ),
    (
        ORDER,
        r#"{ "15m" } else"#,
        r#"{ ⟦"15 min"⟧ } else"#,
        "F0310",
    ),
    (
        ORDER,
        r#"c.api("shop.get_order""#,
        r#"c.api(⟦"shop.get_ordr"⟧"#,
        "F0211",
    ),
    (ORDER, "tries: 3", r#"tries: ⟦"3"⟧"#, "F0310"),
    (ORDER, r#"timeout: "2h""#, "timeout: ⟦2⟧", "F0310"),
    (ORDER, "c.again(2,", r#"c.again(⟦"2"⟧,"#, "F0310"),
    (RETURN, r#"media("image")"#, r#"media(⟦"imgae"⟧)"#, "F0310"),
    (RETURN, "kind: text(500)", r#"kind: ⟦"text"⟧"#, "F0310"),
    (
        ORDER,
        "hours.next_open == ()",
        "hours.⟦nxt_open⟧ == ()",
        "F0102",
    ),
    (ORDER, "if !r.ok", "if !r.⟦okay⟧", "F0102"),
    (ORDER, "c.contact.phone", "c.contact.⟦phne⟧", "F0102"),
    (
        ORDER,
        r#"c.set("order", r.body)"#,
        r#"c.set(⟦"odrer"⟧, r.body)"#,
        "F0208",
    ),
    (
        ORDER,
        "let o = c.slots.order;",
        r#"let o = c.slots[⟦"ordr"⟧];"#,
        "F0208",
    ),
    (
        ORDER,
        r#"#{ order_no: c.slots.order_no }),
        "notify""#,
        r#"#{ ⟦ordr_no⟧: c.slots.order_no }),
        "notify""#,
        "F0208",
    ),
    (
        LIB,
        r#""return-not-delivered""#,
        r#"⟦"return-not-deliverd"⟧"#,
        "L0401",
    ),
    (
        EN,
        "order-goodbye = You are welcome.",
        "order-goodbye = You are⟦،⟧ welcome.",
        "L0410",
    ),
    (
        EN,
        "order-goodbye = You are welcome. The menu is available anytime.",
        "⟦order-goodbye⟧ = على الرحب والسعة",
        "L0409",
    ),
    (
        ORDER,
        "let o = c.slots.order;",
        "let o = c.slots.⟦ordr⟧;",
        "F0208",
    ),
    (
        ORDER,
        r#"c.forget("order");"#,
        r#"c.forget(⟦"odrer"⟧);"#,
        "F0208",
    ),
    (ORDER, "tries: 3", "⟦tires⟧: 3", "F0310"),
    (
        ORDER,
        r#"timeout: "2h""#,
        r#"timeout: ⟦"two hours"⟧"#,
        "F0310",
    ),
    (
        ORDER,
        r#"c.set("order", r.body);"#,
        "c.slots.⟦order⟧ = r.body;",
        "F0310",
    ),
    (MENU, r#""main-menu-ask""#, r#"⟦"main-menu-aks"⟧"#, "L0401"),
    (
        MENU_AR,
        "menu-human_handoff = التحدث مع موظف\n    .desc = فريق خدمة العملاء\n",
        "⟦menu-human_handoff⟧ = التحدث مع موظف\n",
        "L0402",
    ),
    (
        EN,
        "order-missing = We could not find order { $order_no }.",
        "⟦order-missing⟧ = We could not find it.",
        "L0403",
    ),
    (
        AR,
        "order-missing = لم نجد طلبًا بالرقم { $order_no }.",
        "order-missing = { $⟦order_no⟧ ->\n    [zero] أ\n    [one] ب\n    [two] ت\n    [many] ث\n   *[other] ج\n}",
        "L0404",
    ),
    (
        ORDER_EN,
        "{ DATE($date, style: \"long\") }",
        "{ ⟦DAET⟧($date) }",
        "L0405",
    ),
    (
        AR,
        "order-goodbye = على الرحب والسعة. القائمة متاحة في أي وقت.",
        "⟦order-goodbye⟧ = You are welcome. The menu is available anytime.",
        "L0409",
    ),
    (AR, "كيف نتابع؟", "كيف نتابع⟦?⟧", "L0410"),
    (
        ORDER,
        r#"c.say("order-missing", #{ order_no: no })"#,
        r#"c.say(⟦"order-missing"⟧)"#,
        "L0411",
    ),
    (
        ORDER,
        r#"c.say("order-goodbye")"#,
        r#"c.⟦say_raw⟧("Goodbye")"#,
        "L0412",
    ),
    (
        AR,
        "order-goodbye = على",
        "order-goodbye = ⟦\u{200f}⟧على",
        "L0413",
    ),
    (
        EN,
        "shop_down-retry = Try again\n",
        "⟦shop_down-retry⟧ = Another try, please do\n",
        "W0501",
    ),
    (
        ORDER,
        r#"[opt("retry"), opt("agent"), opt("menu")]"#,
        r#"⟦[⟧opt("retry"), opt("agent"), opt("menu"), opt("more", "More")]"#,
        "W0502",
    ),
    (
        ORDER,
        r#"opt("retry"), opt("agent"), opt("menu")]"#,
        r#"opt("retry"), opt("agent", "Team", "One"), opt("menu"), opt("b", ⟦"A title of more than a row"⟧)]"#,
        "W0503",
    ),
    (
        EN,
        "order-what-next = Is there anything else we can do?",
        "⟦order-what-next⟧ = LONG",
        "W0504",
    ),
    (
        ORDER,
        r#"opt("agent"), opt("menu")]"#,
        r#"opt("agent"), opt(⟦"agent"⟧)]"#,
        "W0505",
    ),
    (
        EN,
        "order-goodbye = You are welcome.",
        "order-goodbye = You are ⟦**⟧welcome**.",
        "W0506",
    ),
    (
        AR,
        "order-goodbye = على",
        "order-goodbye = ⟦https://shop.example/orders⟧ على",
        "W0507",
    ),
    (
        ORDER_EN,
        "[shipped] Order { $order_no } is on its way and",
        "[⟦shiped⟧] Order { $order_no } is on its way and",
        "L0414",
    ),
    (
        "locales/ar/order-status.ftl",
        "[delivered]",
        "[⟦deliverd⟧]",
        "L0414",
    ),
    (
        "locales/en/my-data.ftl",
        "$messages ->",
        "$messages ->\n        [⟦two⟧] two messages",
        "L0415",
    ),
    (
        ORDER,
        r#"c.forget("order");"#,
        r#"c.locale = ⟦"xx"⟧; c.forget("order");"#,
        "F0310",
    ),
    (
        RETURN,
        "kind: text(500)",
        r#"kind: regex(⟦"[0-9"⟧)"#,
        "F0310",
    ),
    (
        GLOBALS,
        r#"command("back",     "cmd-back""#,
        r#"⟦command⟧("menu",     "cmd-back""#,
        "F0109",
    ),
    (
        RETURN,
        r#"button("menu:start_return")"#,
        r#"button(⟦"menu:order_status"⟧)"#,
        "F0214",
    ),
    (
        RETURN,
        r#"c.flag("returns_enabled")"#,
        r#"c.flag(⟦"retruns_enabled"⟧)"#,
        "F0215",
    ),
    (
        ORDER,
        r#"c.say("order-missing", #{ order_no: no })"#,
        r#"c.say("order-missing", #{ ⟦order_noo⟧: no })"#,
        "L0411",
    ),
];

#[test]
fn each_seeded_mistake_is_found_alone_at_its_place() {
    assert!(MISTAKES.len() >= 30);
    let mut wrong = Vec::new();
    for (path, right, seeded, code) in MISTAKES {
        let mut sources = sources();
        let inside = path.trim_start_matches("locales/");
        let flows = sources
            .flows
            .iter_mut()
            .map(|file| (&file.path, &mut file.text));
        let locales = sources
            .locales
            .iter_mut()
            .map(|file| (&file.path, &mut file.text));
        let (_, text) = flows
            .chain(locales)
            .find(|(path, _)| *path == inside)
            .unwrap_or_else(|| panic!("{path} ships"));
        assert!(text.contains(right), "{path} has no {right}");
        let seeded = seeded.replace(LONG, &"long ".repeat(300));
        let marked = text.replacen(right, &seeded, 1);
        let (line, column, end) = marked_place(&marked);
        *text = marked.replace(['⟦', '⟧'], "");
        let found = check(&sources);
        let place = |it: &crate::flow::Diagnostic| {
            // Some faults know only where they begin.
            let ends = it.end_column == end || it.end_column == it.column;
            (it.path.as_str(), it.line, it.column, it.code) == (path, line, column, *code) && ends
        };
        if found.len() != 1 || !place(&found[0]) {
            wrong.push(format!(
                "{code} at {path}:{line}:{column}-{end}: {found:#?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The line, and the columns, of what is marked.
fn marked_place(text: &str) -> (usize, usize, usize) {
    let (line, marked) = text
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains('⟦'))
        .expect("a mark");
    let column = marked
        .chars()
        .position(|c| c == '⟦')
        .expect("its beginning")
        + 1;
    let end = marked.chars().position(|c| c == '⟧').expect("its end");
    (line + 1, column, end)
}
