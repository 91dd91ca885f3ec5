//! One compiled flow: its manifest and its step functions.

use std::collections::BTreeMap;

use rhai::{AST, Stmt};

use super::Manifest;
use super::told::{Told, told};

pub(in crate::flow) struct Flow {
    /// `order_status.rhai`, as faults name it.
    pub path: String,
    pub manifest: Manifest,
    /// What a sentence that starts it may already answer, by slot.
    pub told: BTreeMap<String, Told>,
    pub ast: AST,
    /// What runs: the functions, and the imports that they need.
    pub body: AST,
    /// Functions of one argument, the conversation: what `c.to` may name. With the line
    /// each begins on, for faults that have no place of their own.
    pub steps: BTreeMap<String, usize>,
}

impl Flow {
    pub fn new(path: &str, source: &str, manifest: Manifest, ast: AST) -> Self {
        let steps = ast
            .iter_functions()
            .filter(|function| is_step(function.name, function.params.len()))
            .map(|function| (function.name.to_owned(), line_of(source, function.name)))
            .collect();
        let imports = ast.statements().iter();
        let imports = imports.filter(|statement| matches!(statement, Stmt::Import(..)));
        let body = AST::new(imports.cloned(), ast.shared_lib().clone());
        Self {
            path: path.into(),
            told: told(&manifest, &ast),
            manifest,
            ast,
            body,
            steps,
        }
    }
}

fn line_of(source: &str, step: &str) -> usize {
    let begins = |line: &str| {
        let name = line.trim_start().strip_prefix("fn ").map(str::trim_start);
        let rest = name.and_then(|name| name.strip_prefix(step));
        rest.is_some_and(|rest| rest.trim_start().starts_with('('))
    };
    source.lines().position(begins).map_or(0, |at| at + 1)
}

/// Closures appear among the functions under names of rhai's own.
fn is_step(name: &str, parameters: usize) -> bool {
    parameters == 1 && !name.contains('$')
}
