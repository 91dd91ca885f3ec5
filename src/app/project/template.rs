//! What a new project holds: settings, a guide and editor files for every one, and the flows
//! of its template.

use super::{ProjectFile, file};
use crate::app::sources::{self, SourceFault};
use crate::flow::guide;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// One small flow.
    Minimal,
    /// Everything that ships: a shop's flows.
    Retail,
}

macro_rules! files {
    ($($folder:literal / $path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("files/", $folder, "/", $path)))),*]
    };
}

const EVERY: &[(&str, &str)] = files! {
    "every" / "README.md",
    "every" / "hiwar.toml",
    "every" / ".gitignore",
    "every" / ".vscode/extensions.json",
    "every" / ".vscode/settings.json",
    "every" / ".vscode/tasks.json",
    "every" / ".vscode/hiwar.code-snippets",
};

/// What every author and translator needs to know, as it stands beside what ships.
const GUIDES: [(&str, &str); 2] = [
    ("flows/README.md", include_str!("../../../flows/README.md")),
    (
        "locales/README.md",
        include_str!("../../../locales/README.md"),
    ),
];

const MINIMAL: &[(&str, &str)] = files! {
    "minimal" / "flows/globals.rhai",
    "minimal" / "flows/main_menu.rhai",
    "minimal" / "flows/main_menu.ar.chat",
    "minimal" / "flows/main_menu.en.chat",
    "minimal" / "locales/ar/main-menu.ftl",
    "minimal" / "locales/en/main-menu.ftl",
};

/// The engine's own words, which every project has and may change.
const ENGINE_WORDS: &str = "engine.ftl";
const BRAND: &str = "متجر حوار";

/// The files of a new project.
///
/// # Errors
/// When what ships inside the program cannot be read.
pub fn template(template: Template) -> Result<Vec<ProjectFile>, SourceFault> {
    let every = EVERY.iter();
    let mut files: Vec<ProjectFile> = every
        .map(|(path, text)| file(*path, text.replace("__brand__", BRAND)))
        .collect();
    files.extend(GUIDES.map(|(path, text)| file(path, text)));
    files.push(file(".vscode/hiwar.d.rhai", guide::definitions()));
    let shipped = sources::read(None, None)?;
    let words = shipped
        .locales
        .into_iter()
        .filter(|locale| template == Template::Retail || locale.path.ends_with(ENGINE_WORDS));
    files.extend(words.map(|locale| file(format!("locales/{}", locale.path), locale.text)));
    match template {
        Template::Minimal => {
            files.extend(MINIMAL.iter().map(|(path, text)| file(*path, *text)));
        }
        Template::Retail => {
            let flows = shipped.flows.into_iter().chain(shipped.chats);
            files.extend(flows.map(|flow| file(format!("flows/{}", flow.path), flow.text)));
        }
    }
    Ok(files)
}
