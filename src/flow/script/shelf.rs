//! `flows/lib/*.rhai`: functions that several flows share. Such a file declares no flow and
//! holds no conversation; `import "lib/orders" as orders;` makes it a module of another file.
//!
//! An import is found among the files of the same bundle or not at all: no disk, no network.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::module_resolvers::StaticModuleResolver;
use rhai::{AST, ASTNode, Expr, Module, Position, Scope, Stmt};

use super::SourceFile;
use super::compile::parse;
use crate::flow::diagnostic::{Diagnostic, nearest};
use crate::flow::sandbox::{Library, Limits, Meter, Modules};

const FOLDER: &str = "lib/";
/// What a lib's function may not take: it would do things whose place nobody reads.
const CONVERSATION: &str = "c";

/// Whether a file is a module for imports, by its path.
pub(in crate::flow) fn is_lib(path: &str) -> bool {
    path.starts_with(FOLDER)
}

pub(in crate::flow) struct Lib {
    /// `lib/orders.rhai`.
    pub path: String,
    pub ast: AST,
}

/// The libs of a bundle, by the name that imports them: `lib/orders`.
#[derive(Default)]
pub(in crate::flow) struct Shelf {
    pub libs: BTreeMap<String, Lib>,
    pub modules: Modules,
}

impl Shelf {
    /// Parses the libs among `files` and makes modules of them, each after those it imports.
    pub fn read(files: &[SourceFile], faults: &mut Vec<Diagnostic>) -> Self {
        let mut engine =
            Library::new(Module::new()).engine(&Arc::new(Meter::start(&Limits::declaring())));
        let mut libs = BTreeMap::new();
        for file in files.iter().filter(|file| is_lib(&file.path)) {
            match parse(file, &mut engine) {
                Ok(mut ast) => {
                    ast.set_source(file.path.as_str());
                    let path = file.path.clone();
                    libs.insert(name(&path).to_owned(), Lib { path, ast });
                }
                Err(fault) => faults.push(*fault),
            }
        }
        let mut shelf = Self {
            libs,
            modules: Modules::default(),
        };
        let whole = files.iter().filter(|file| is_lib(&file.path)).count() == shelf.libs.len();
        for lib in shelf.libs.values() {
            if whole {
                faults.extend(shelf.lost(&lib.path, &lib.ast));
            }
            faults.extend(conversing(lib));
        }
        shelf.build(faults);
        shelf
    }

    fn build(&mut self, faults: &mut Vec<Diagnostic>) {
        let mut resolver = StaticModuleResolver::new();
        let mut waiting: Vec<&String> = self.libs.keys().collect();
        loop {
            let ready = |name: &&String| {
                let wanted = imports(&self.libs[*name].ast);
                wanted.iter().all(|import| {
                    let known = import
                        .path
                        .as_ref()
                        .filter(|path| self.libs.contains_key(*path));
                    known.is_none_or(|path| resolver.contains_path(path))
                })
            };
            let (now, later): (Vec<_>, Vec<_>) = waiting.iter().copied().partition(ready);
            if now.is_empty() {
                break;
            }
            for name in now {
                let lib = &self.libs[name];
                match module(lib, &resolver) {
                    Ok(module) => resolver.insert(name.as_str(), module),
                    Err(fault) => {
                        faults.push(*fault);
                        resolver.insert(name.as_str(), Module::new());
                    }
                }
            }
            waiting = later;
        }
        // what still waits is in a circle, or imports from one
        for name in waiting {
            let lib = &self.libs[name];
            let circle = imports(&lib.ast).into_iter().find(|import| {
                let path = import.path.as_ref();
                path.is_some_and(|path| self.reaches(path, name, self.libs.len()))
            });
            if let Some(import) = circle {
                let what = format!("`{name}` imports itself, at the end of a circle");
                let help = Some("move what both need into a third file".into());
                faults.push(Diagnostic::error("F0111", &lib.path, import.at, what).help(help));
            }
        }
        self.modules = Modules::new(resolver);
    }

    fn reaches(&self, from: &str, to: &str, steps_left: usize) -> bool {
        if from == to {
            return true;
        }
        let Some(lib) = self.libs.get(from).filter(|_| steps_left > 0) else {
            return false;
        };
        let next = imports(&lib.ast).into_iter();
        next.filter_map(|import| import.path)
            .any(|path| self.reaches(&path, to, steps_left - 1))
    }

    /// Imports of what is not here, and calls of functions that a lib does not have.
    pub fn lost(&self, path: &str, ast: &AST) -> Vec<Diagnostic> {
        let (mut found, mut known) = (Vec::new(), BTreeMap::new());
        for import in imports(ast) {
            let Some(name) = &import.path else {
                let what = "an import names its library in plain text";
                found.push(Diagnostic::error("F0111", path, import.at, what));
                continue;
            };
            if let Some(lib) = self.libs.get(name) {
                known.insert(import.alias, lib);
                continue;
            }
            let what = format!("there is no library `{name}`");
            let help = nearest(name, self.libs.keys().map(String::as_str));
            let help = help.or_else(|| Some("a library is a file in `flows/lib/`".into()));
            let finding = Diagnostic::error("F0111", path, import.at, what);
            found.push(finding.spanning(name.chars().count() + 2).help(help));
        }
        ast.walk(&mut |nodes: &[ASTNode<'_>]| {
            let call = match nodes.last() {
                Some(
                    ASTNode::Expr(Expr::FnCall(call, at)) | ASTNode::Stmt(Stmt::FnCall(call, at)),
                ) => Some((call, at)),
                _ => None,
            };
            if let Some((call, at)) = call
                && !call.namespace.is_empty()
                && let Some(lib) = known.get(call.namespace.root())
            {
                found.extend(missing(path, lib, &call.name, call.args.len(), *at));
            }
            true
        });
        found
    }
}

/// `lib/orders` from `lib/orders.rhai`.
fn name(path: &str) -> &str {
    path.strip_suffix(".rhai").unwrap_or(path)
}

fn module(lib: &Lib, resolver: &StaticModuleResolver) -> Result<Module, Box<Diagnostic>> {
    let library = Library::new(Module::new()).importing(Modules::new(resolver.clone()));
    let engine = library.engine(&Arc::new(Meter::start(&Limits::declaring())));
    let made = Module::eval_ast_as_new(Scope::new(), &lib.ast, &engine);
    made.map_err(|mut fault| {
        let at = fault.take_position();
        let what = format!("read the top level: {fault}");
        let help =
            Some("a file in `lib/` has functions and constants, and declares no flow".into());
        Diagnostic::error("F0109", &lib.path, at, what)
            .help(help)
            .into()
    })
}

/// Functions that would take a conversation.
fn conversing(lib: &Lib) -> Vec<Diagnostic> {
    let functions = lib.ast.shared_lib().iter_script_fn_info();
    let taking =
        functions.filter(|(.., function)| function.params.iter().any(|name| name == CONVERSATION));
    let findings = taking.map(|(.., function)| {
        let what = format!(
            "`{}` takes a conversation: a library's functions take values",
            function.name
        );
        let help = Some("pass what it needs, and say or ask in the step".into());
        Diagnostic::error("F0111", &lib.path, function.body.start_position(), what).help(help)
    });
    findings.collect()
}

fn missing(path: &str, lib: &Lib, name: &str, args: usize, at: Position) -> Option<Diagnostic> {
    let functions = || lib.ast.iter_functions().filter(|it| it.access.is_public());
    if functions().any(|it| it.name == name && it.params.len() == args) {
        return None;
    }
    let same = functions().find(|it| it.name == name);
    let (code, what, help) = if let Some(it) = same {
        let what = format!("`{name}` takes {} arguments, {args} given", it.params.len());
        ("F0103", what, None)
    } else {
        let what = format!("`{}` has no function `{name}`", lib.path);
        ("F0102", what, nearest(name, functions().map(|it| it.name)))
    };
    let finding = Diagnostic::error(code, path, at, what);
    Some(finding.spanning(name.chars().count()).help(help))
}

struct Import {
    /// Nothing where it is computed.
    path: Option<String>,
    alias: String,
    at: Position,
}

fn imports(ast: &AST) -> Vec<Import> {
    let mut found = Vec::new();
    ast.walk(&mut |nodes: &[ASTNode<'_>]| {
        if let Some(ASTNode::Stmt(Stmt::Import(import, at))) = nodes.last() {
            let (path, at) = match &import.0 {
                Expr::StringConstant(path, at) => (Some(path.to_string()), *at),
                _ => (None, *at),
            };
            let alias = import.1.name.to_string();
            found.push(Import { path, alias, at });
        }
        true
    });
    found
}
