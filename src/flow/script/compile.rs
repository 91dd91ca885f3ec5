//! From sources to a script, or to everything that is wrong with them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{AST, Engine, Position};

use super::books::Books;
use super::bundle::bundle_id;
use super::declare::{Declared, Ear, words as declaring_words};
use super::parse_fault::parse_fault;
use super::shelf::{Shelf, is_lib};
use super::{Action, Flow, Globals};
use crate::flow::diagnostic::{Diagnostic, nearest};
use crate::flow::sandbox::{BUNDLE_BYTES_MAX, Library, Limits, Meter, Reading, SCRIPT_BYTES_MAX};
use crate::flow::{host, words};
use crate::locale::{Catalog, LocaleFile};

/// The file whose top level declares commands instead of a flow.
const GLOBALS: &str = "globals.rhai";
/// Flows in one bundle.
const FLOWS_MAX: usize = 200;

/// A script as read; `path` is relative to the flows' folder: `order_status.rhai`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

/// Everything that makes one bundle.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    pub flows: Vec<SourceFile>,
    pub locales: Vec<LocaleFile>,
    /// Chat tests, `order_status.ar.chat`: beside the flows, but no part of what is published.
    pub chats: Vec<SourceFile>,
}

/// A compiled bundle: read-only, shared by all turns on all threads.
pub struct Script {
    pub(in crate::flow) catalog: Arc<Catalog>,
    pub(in crate::flow) flows: BTreeMap<String, Arc<Flow>>,
    pub(in crate::flow) globals: Globals,
    pub(in crate::flow) books: Books,
    pub(in crate::flow) library: Library,
    pub(in crate::flow) limits: Limits,
    bundle: String,
}

impl Script {
    /// Compiles a bundle.
    ///
    /// # Errors
    /// Every fault found; a bundle with one is not published.
    pub fn compile(sources: &Sources) -> Result<Self, Vec<Diagnostic>> {
        let gathered = gather(sources);
        let Some(catalog) = gathered.catalog.filter(|_| gathered.faults.is_empty()) else {
            return Err(gathered.faults);
        };
        Ok(Self {
            books: Books::compile(&catalog, &gathered.globals, &gathered.flows),
            catalog: Arc::new(catalog),
            flows: gathered.flows,
            globals: gathered.globals,
            library: Library::new(host::module()).importing(gathered.shelf.modules),
            limits: Limits::default(),
            bundle: bundle_id(sources),
        })
    }

    /// With other limits, or with a tick source for the wall deadline.
    #[must_use]
    pub fn limited(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The content hash that conversations are pinned to: 16 hex digits.
    #[must_use]
    pub fn bundle(&self) -> &str {
        &self.bundle
    }

    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Ids of the flows, sorted.
    pub fn flows(&self) -> impl Iterator<Item = &str> {
        self.flows.keys().map(String::as_str)
    }

    /// Names of a flow's steps, sorted.
    pub fn steps(&self, flow: &str) -> impl Iterator<Item = &str> {
        let flow = self.flows.get(flow).into_iter();
        flow.flat_map(|flow| flow.steps.keys().map(String::as_str))
    }
}

/// A bundle as far as it could be read; what could not be is among the faults.
pub(in crate::flow) struct Gathered {
    pub flows: BTreeMap<String, Arc<Flow>>,
    /// Otherwise a flow that is named and not here may stand in a file with a fault.
    pub all_flows_read: bool,
    pub globals: Globals,
    pub shelf: Shelf,
    pub catalog: Option<Catalog>,
    pub faults: Vec<Diagnostic>,
}

impl Gathered {
    fn nothing(faults: Vec<Diagnostic>) -> Self {
        Self {
            flows: BTreeMap::new(),
            all_flows_read: false,
            globals: Globals::default(),
            catalog: None,
            shelf: Shelf::default(),
            faults,
        }
    }
}

/// Reads every file of a bundle.
pub(in crate::flow) fn gather(sources: &Sources) -> Gathered {
    let (mut flows, mut globals, mut faults) = (BTreeMap::new(), Globals::default(), Vec::new());
    let bytes = sources.flows.iter().map(|file| file.text.len()).sum();
    if too_large(bytes, &mut faults) {
        return Gathered::nothing(faults);
    }
    let shelf = Shelf::read(&sources.flows, &mut faults);
    let ear = Ear::default();
    let declaring = Library::new(declaring_words(&ear)).importing(shelf.modules.clone());
    for file in sources.flows.iter().filter(|file| !is_lib(&file.path)) {
        match declare(file, &declaring, &ear, &shelf, &mut faults) {
            Some((_, declared)) if is_globals(&file.path) => globals = declared.globals,
            Some((ast, declared)) => add_flow(file, ast, declared, &mut flows, &mut faults),
            None => {}
        }
    }
    if flows.len() > FLOWS_MAX {
        let what = format!("a bundle has at most {FLOWS_MAX} flows");
        faults.push(Diagnostic::error("F0110", "", Position::NONE, what));
    }
    let is_flow = |file: &&SourceFile| !is_globals(&file.path) && !is_lib(&file.path);
    let files = sources.flows.iter().filter(is_flow);
    let all_flows_read = files.count() == flows.len();
    if all_flows_read {
        faults.extend(unknown_targets(sources, &globals, &flows));
    }
    let catalog = match Catalog::compile(&sources.locales) {
        Ok(catalog) => Some(catalog.lending(words::ALL)),
        Err(found) => {
            faults.extend(found.into_iter().map(Diagnostic::from));
            None
        }
    };
    Gathered {
        flows,
        all_flows_read,
        globals,
        shelf,
        catalog,
        faults,
    }
}

/// Refused before anything is parsed.
fn too_large(bytes: usize, faults: &mut Vec<Diagnostic>) -> bool {
    if bytes > BUNDLE_BYTES_MAX {
        let what = format!("a bundle's scripts have at most {BUNDLE_BYTES_MAX} bytes, not {bytes}");
        faults.push(Diagnostic::error("F0110", "", Position::NONE, what));
    }
    bytes > BUNDLE_BYTES_MAX
}

fn is_globals(path: &str) -> bool {
    path.rsplit('/').next() == Some(GLOBALS)
}

/// Reads one file as Rhai.
pub(super) fn parse(file: &SourceFile, engine: &mut Engine) -> Result<AST, Box<Diagnostic>> {
    if file.text.len() > SCRIPT_BYTES_MAX {
        let what = format!(
            "a script has at most {SCRIPT_BYTES_MAX} bytes, this one has {}",
            file.text.len()
        );
        return Err(Diagnostic::error("F0110", &file.path, Position::NONE, what).into());
    }
    let reading = Reading::through(engine);
    engine.compile(&file.text).map_err(|fault| {
        let found = match reading.too_much() {
            Some(what) => Diagnostic::error("F0110", &file.path, fault.position(), what),
            None => parse_fault(&file.path, &file.text, &fault),
        };
        found.into()
    })
}

/// Parses one file and runs its top level once, hearing what it declares.
fn declare(
    file: &SourceFile,
    declaring: &Library,
    ear: &Ear,
    shelf: &Shelf,
    faults: &mut Vec<Diagnostic>,
) -> Option<(AST, Declared)> {
    let meter = Arc::new(Meter::start(&Limits::declaring()));
    let mut engine = declaring.engine(&meter);
    let ast = match parse(file, &mut engine) {
        Ok(ast) => ast,
        Err(fault) => {
            faults.push(*fault);
            return None;
        }
    };
    let lost = shelf.lost(&file.path, &ast);
    if !lost.is_empty() {
        faults.extend(lost);
        return None;
    }
    let ran = engine.run_ast(&ast);
    let declared = ear.take();
    if let Err(mut fault) = ran {
        let at = fault.take_position();
        faults.push(Diagnostic::error(
            "F0109",
            &file.path,
            at,
            format!("read the top level: {fault}"),
        ));
        return None;
    }
    let noted = declared.faults.iter();
    faults.extend(noted.map(|(at, what, help)| {
        Diagnostic::error("F0109", &file.path, *at, what.clone()).help(help.clone())
    }));
    Some((ast, declared))
}

fn add_flow(
    file: &SourceFile,
    ast: AST,
    declared: Declared,
    flows: &mut BTreeMap<String, Arc<Flow>>,
    faults: &mut Vec<Diagnostic>,
) {
    let mut heard = declared.flows.into_iter();
    let Some((manifest, at)) = heard.next() else {
        if declared.faults.is_empty() {
            let what = "the file declares no flow";
            let help = Some("begin with flow(#{ id: \"…\" })".into());
            faults.push(Diagnostic::error("F0108", &file.path, Position::NONE, what).help(help));
        }
        return;
    };
    if let Some((_, again)) = heard.next() {
        faults.push(Diagnostic::error(
            "F0109",
            &file.path,
            again,
            "a file declares one flow",
        ));
    }
    let flow = Flow::new(&file.path, &file.text, manifest, ast);
    if !flow.steps.contains_key("start") {
        let what = "a flow needs a step `start`";
        faults.push(Diagnostic::error("F0201", &file.path, at, what));
    }
    if let Some(step) = &flow.manifest.on_expire
        && !flow.steps.contains_key(step)
    {
        let help = nearest(step, flow.steps.keys().map(String::as_str));
        let what = format!("unknown step `{step}` in `on_expire`");
        faults.push(Diagnostic::error("F0201", &file.path, at, what).help(help));
    }
    let id = flow.manifest.id.clone();
    if let Some(first) = flows.get(&id) {
        let what = format!("flow `{id}` is already declared in {}", first.path);
        faults.push(Diagnostic::error("F0109", &file.path, at, what));
        return;
    }
    flows.insert(id, Arc::new(flow));
}

/// Commands that start a flow which is not there.
fn unknown_targets(
    sources: &Sources,
    globals: &Globals,
    flows: &BTreeMap<String, Arc<Flow>>,
) -> Vec<Diagnostic> {
    let path = sources.flows.iter().find(|file| is_globals(&file.path));
    let path = path.map_or(GLOBALS, |file| &file.path);
    let commands = globals.commands.iter();
    let lost = commands.filter_map(|command| match &command.action {
        Action::Flow(id) if !flows.contains_key(id) => {
            let what = format!("command `{}` starts an unknown flow `{id}`", command.id);
            let help = nearest(id, flows.keys().map(String::as_str));
            Some(Diagnostic::error("F0207", path, command.at, what).help(help))
        }
        Action::Flow(_)
        | Action::Agent
        | Action::Language
        | Action::Back
        | Action::Repeat
        | Action::Cancel => None,
    });
    lost.collect()
}
