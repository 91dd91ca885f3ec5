//! Texts of a script that are almost the name of a message: what a library's function
//! returns, what a variable holds until it is said.

use rhai::{AST, ASTNode, Expr};

use super::Desk;
use crate::flow::diagnostic::{Diagnostic, nearest_name};
use crate::locale::Catalog;

pub(super) fn check(desk: &Desk<'_>, catalog: &Catalog) -> Vec<Diagnostic> {
    let libs = desk.libs.iter().map(|(lib, _)| (&lib.path, &lib.ast));
    libs.flat_map(|(path, ast)| in_file(catalog, path, ast))
        .collect()
}

fn in_file(catalog: &Catalog, path: &str, ast: &AST) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let tags = catalog.tags();
    ast.walk(&mut |nodes: &[ASTNode<'_>]| {
        if let Some(ASTNode::Expr(Expr::StringConstant(text, at))) = nodes.last()
            && is_key(text)
            && !tags.iter().any(|tag| catalog.has(tag, text, None))
            && let Some(near) = tags
                .iter()
                .find_map(|tag| nearest_name(text, catalog.keys(tag)))
        {
            let what = format!("there is no message `{text}`");
            let finding = Diagnostic::error("L0401", path, *at, what).warning();
            found.push(finding.quoting(text).meant_quoted(Some(near)));
        }
        true
    });
    found
}

/// Written as messages are named: `return-too-late`.
fn is_key(text: &str) -> bool {
    let named = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    text.contains('-') && text.chars().all(named)
}
