//! One compiled flow: its manifest and its step functions.

use std::collections::BTreeSet;

use rhai::AST;

use super::Manifest;

pub(in crate::flow) struct Flow {
    /// `order_status.rhai`, as faults name it.
    pub path: String,
    pub manifest: Manifest,
    pub ast: AST,
    /// Functions of one argument, the conversation: what `c.to` may name.
    pub steps: BTreeSet<String>,
}

impl Flow {
    pub fn new(path: &str, manifest: Manifest, ast: AST) -> Self {
        let steps = ast
            .iter_functions()
            .filter(|function| is_step(function.name, function.params.len()))
            .map(|function| function.name.to_owned())
            .collect();
        Self {
            path: path.into(),
            manifest,
            ast,
            steps,
        }
    }
}

/// Closures appear among the functions under names of rhai's own.
pub(in crate::flow) fn is_step(name: &str, parameters: usize) -> bool {
    parameters == 1 && !name.contains('$')
}
