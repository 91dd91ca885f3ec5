//! Two businesses in one engine: how long the customers of one wait for their replies,
//! alone and beside the other, whose scripts all run into their limits.

use std::error::Error;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use crate::drive::{self, Pace, Run};
use crate::report;
use crate::rig::{APP_SECRET, Rig, TOKEN, VERIFY_TOKEN};
use crate::subject::{Kind, Launch, Subject};

/// The business number of the hostile tenant, and how its customers' numbers begin.
pub const NUMBER_ID: &str = "106540352242923";
pub const PREFIX: &str = "9715";
/// Customers of each side who write at the same time.
const NEIGHBOURS: usize = 4;
const HOSTILE: usize = 64;

/// What the hostile steps do.
const DEEDS: [(&str, &str); 6] = [
    ("circling", "loop { }"),
    ("swallowing", "loop { try { loop { } } catch { } }"),
    ("growing", "let grown = []; loop { grown.push(grown); }"),
    (
        "searching",
        "let text = \"\"; text.pad(16000, 'a'); for i in 0..100000 { text.index_of(\"aaaaab\"); }",
    ),
    ("falling", "deeper(1);"),
    (
        "sorting",
        "let long = []; for i in 0..900 { long.push(i); } loop { long.sort(|x, y| (x * 7919 + y) % 3 - 1); }",
    ),
];

/// What customers of the hostile tenant write, in turn.
pub fn chat() -> Vec<String> {
    let deeds = DEEDS.iter();
    deeds.map(|(name, _)| format!("start {name}")).collect()
}

/// Measures in rounds, each alone and beside, against one engine.
pub async fn compare(
    (neighbours, hostile): (&Rig, &Rig),
    launch: &Launch,
    provider: SocketAddr,
    (rounds, measured): (usize, Duration),
) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    write_flows(&folder)?;
    let mut launch = launch.clone();
    launch.environment.extend(environment(&folder));
    let subject = Subject::start(Kind::Engine, &launch, provider).await?;
    let mut ratios = Vec::new();
    println!("{}", report::COLUMNS);
    for round in 1..=rounds {
        let run =
            |rig, conversations| drive::run(rig, &subject, conversations, Pace::Closed, measured);
        let alone: Run = run(neighbours, NEIGHBOURS).await?;
        println!("round {round}: alone   {}", alone.line());
        let (beside, deeds) = tokio::join!(run(neighbours, NEIGHBOURS), run(hostile, HOSTILE));
        let (beside, deeds) = (beside?, deeds?);
        println!("round {round}: beside  {}", beside.line());
        println!("round {round}: hostile {}", deeds.line());
        ratios.push((
            beside.reply.p50 / alone.reply.p50,
            beside.reply.p99 / alone.reply.p99,
        ));
    }
    ratios.sort_by(|one, other| one.1.total_cmp(&other.1));
    let (p50, p99) = ratios.get(ratios.len() / 2).copied().unwrap_or_default();
    println!(
        "\n| figure | beside a hostile tenant | first goal | to end |\n|---|---|---|---|\n\
         | neighbour's reply p50 | {p50:.2} x alone | | |\n\
         | neighbour's reply p99 | {p99:.2} x alone | at most 3 | at most 2 |"
    );
    Ok(())
}

fn environment(folder: &TempDir) -> Vec<String> {
    let path = |name: &str| folder.path().join(name).display().to_string();
    let tenant = |key: &str, value: &str| format!("HIWAR_TENANT__HOSTILE__{key}={value}");
    vec![
        format!("HIWAR_FLOWS__PATH={}", path("flows")),
        format!("HIWAR_LOCALES__PATH={}", path("locales")),
        tenant("PROVIDER", "meta"),
        tenant("META__PHONE_NUMBER_ID", NUMBER_ID),
        tenant("META__ACCESS_TOKEN", TOKEN),
        tenant("META__APP_SECRET", APP_SECRET),
        tenant("META__VERIFY_TOKEN", VERIFY_TOKEN),
    ]
}

/// What ships, and a flow for each deed.
fn write_flows(folder: &TempDir) -> io::Result<()> {
    let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for name in ["flows", "locales"] {
        copy(&package.join(name), &folder.path().join(name))?;
    }
    for (name, deed) in DEEDS {
        let script = format!(
            "flow(#{{ id: \"{name}\", triggers: [phrases(\"hostile-{name}\")] }});\n\
             fn deeper(n) {{ return deeper(n + 1); }}\n\
             fn start(c) {{ {deed} return c.done(\"done\"); }}\n"
        );
        let file = format!("flows/{name}.rhai");
        fs::write(folder.path().join(file), script)?;
    }
    let lines = DEEDS.map(|(name, _)| format!("hostile-{name} = start {name}\n"));
    for tag in ["ar", "en"] {
        let file = format!("locales/{tag}/hostile.ftl");
        fs::write(folder.path().join(file), lines.concat())?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let into = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &into)?;
        } else {
            fs::copy(entry.path(), into)?;
        }
    }
    Ok(())
}
