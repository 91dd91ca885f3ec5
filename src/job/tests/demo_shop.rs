//! What the demo shop promises: an answer to each operation, the same to the same call.

use crate::domain::{
    CallAnswer, CallRequest, ConversationId, InboxSeq, OutboxId, Timestamp, TurnId, Value,
};
use crate::job::ask_demo_shop;

/// 2026-11-20T09:00Z, noon in Riyadh.
const NOW: Timestamp = Timestamp::from_seconds(1_795_165_200);

fn ask_in(turn: u64, operation: &str, arguments: &[(&str, &str)]) -> CallAnswer {
    let turn = TurnId {
        conversation: ConversationId([7; 16]),
        seq: InboxSeq(turn),
    };
    let arguments = arguments.iter();
    let call = CallRequest {
        id: OutboxId { turn, index: 1 },
        operation: operation.into(),
        arguments: arguments
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect(),
    };
    ask_demo_shop(&call, "Asia/Riyadh", NOW)
}

fn ask(operation: &str, arguments: &[(&str, &str)]) -> CallAnswer {
    ask_in(9, operation, arguments)
}

fn text<'v>(value: &'v Value, path: &str) -> &'v str {
    let mut at = value;
    for field in path.split('.') {
        at = match (at, field.parse::<usize>()) {
            (Value::List(items), Ok(place)) => items.get(place),
            (other, _) => other.get(field),
        }
        .unwrap_or(&Value::Null);
    }
    at.as_text().unwrap_or("")
}

/// Operation and arguments, status, a field of the answer.
const TABLE: &str = "
    get_return rma=rma-100701                         | 200 | ship_by = 2026-11-23
    get_return rma=RMA-100202                         | 200 | sku = DATES-1KG
    get_return rma=RMA-100301                         | 404
    list_returns order_no=ORD-1007                    | 200 | returns.1.status = received
    list_returns order_no=ORD-1001                    | 200 | returns.0.rma =
    list_returns order_no=ORD-9                       | 404
    book_pickup rma=RMA-100201 day=day2               | 200 | pickup.date = 2026-11-22
    book_pickup rma=RMA-100201 day=day9               | 409
    book_pickup rma=RMA-9 day=day2                    | 404
    list_appointments                                 | 200 | appointments.0.starts_at = 2026-11-21T16:00
    get_appointment appointment_no=apt-5002           | 200 | place.en = Olaya branch, Tahlia Street
    get_appointment appointment_no=APT-1              | 404
    confirm_appointment appointment_no=APT-5001       | 200 | status = confirmed
    confirm_appointment                               | 404
    reschedule_appointment appointment_no=APT-5001 slot=slot3 | 200 | starts_at = 2026-11-24T10:00
    reschedule_appointment appointment_no=APT-5001 slot=x     | 409
    reschedule_appointment slot=slot3                 | 404
    get_job job_no=JOB-7001                           | 200 | place.ar = حي الملقا، الرياض
    get_job job_no=JOB-1                              | 404
    list_jobs                                         | 200 | jobs.1.job_no = JOB-7002
    check_in job_no=JOB-1                             | 404
    report_issue                                      | 404
    pay                                               | 0
";

#[test]
fn each_operation_answers_and_refuses() {
    for row in TABLE.lines().filter(|row| !row.trim().is_empty()) {
        let mut cells = row.split('|').map(str::trim);
        let mut cell = || cells.next().unwrap_or("");
        let (call, status, field) = (cell(), cell(), cell());
        let mut words = call.split(' ');
        let operation = format!("shop.{}", words.next().unwrap_or(""));
        let arguments: Vec<_> = words.filter_map(|word| word.split_once('=')).collect();
        let answer = ask(&operation, &arguments);
        assert_eq!(answer.status.to_string(), status, "{row}");
        assert_eq!(answer.ok, status == "200", "{row}");
        let (path, expected) = field.split_once('=').unwrap_or_default();
        assert_eq!(text(&answer.body, path.trim()), expected.trim(), "{row}");
    }
}

#[test]
fn the_same_return_is_created_once_however_often_it_is_asked_for() {
    let wish = [
        ("order_no", "ORD-1002"),
        ("sku", "OUD-12ML"),
        ("reason", "damaged"),
    ];
    let first = ask("shop.create_return", &wish);
    assert_eq!((first.ok, first.status), (true, 201));
    assert_eq!(text(&first.body, "rma"), "RMA-100201");
    assert_eq!(text(&first.body, "ship_by"), "2026-11-27");
    assert_eq!(
        text(&first.body, "label_url"),
        "https://shop.example/labels/RMA-100201.pdf"
    );
    assert_eq!(
        ask("shop.create_return", &wish),
        first,
        "the same call again"
    );
    assert_eq!(
        ask_in(10, "shop.create_return", &wish),
        first,
        "the same wish later"
    );
    let other = ask(
        "shop.create_return",
        &[("order_no", "ORD-1002"), ("sku", "DATES-1KG")],
    );
    assert_eq!(text(&other.body, "rma"), "RMA-100202");
    for (order_no, sku, status) in [
        ("ORD-9", "OUD-12ML", 404),
        ("ORD-1002", "RUG-SADU", 422),
        ("ORD-1001", "SCARF-SAND", 422),
    ] {
        let answer = ask(
            "shop.create_return",
            &[("order_no", order_no), ("sku", sku)],
        );
        assert_eq!(
            (answer.ok, answer.status),
            (false, status),
            "{order_no} {sku}"
        );
    }
}

#[test]
fn a_number_given_out_belongs_to_its_call() {
    let number = |turn, operation, field| {
        let answer = ask_in(turn, operation, &[("job_no", "JOB-7001")]);
        assert_eq!(answer.status, 201, "{operation}");
        text(&answer.body, field).to_owned()
    };
    for (operation, field, letters) in [
        ("shop.check_in", "check_in", "CHK-"),
        ("shop.report_issue", "issue", "ISS-"),
    ] {
        let first = number(1, operation, field);
        assert!(first.starts_with(letters) && first.len() == 10, "{first}");
        assert_eq!(first, number(1, operation, field), "again");
        assert_ne!(first, number(2, operation, field), "another call");
    }
}
