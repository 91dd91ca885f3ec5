//! The functions of a script: where each stands, and its statements.

use rhai::{AST, ASTNode, Expr, Position, Stmt};

use super::calls::CONVERSATION;
use super::verbs::{Turn, verb};

/// A function with its statements, as far as a walk shows them.
pub(in crate::flow) struct Body {
    pub name: String,
    pub statements: Vec<Stmt>,
    /// Of the closing bracket.
    pub end: Position,
}

/// Where the functions of a script stand; closures belong to what is around them.
pub(super) struct Spans(Vec<Span>);

type Place = (Option<usize>, Option<usize>);

struct Span {
    name: String,
    start: Place,
    end: Place,
    end_at: Position,
}

impl Span {
    /// A closure without brackets is one statement, and only its beginning is known.
    fn holds(&self, at: Place) -> bool {
        self.start == at || self.start < at && at <= self.end
    }
}

impl Spans {
    pub fn of(ast: &AST) -> Self {
        let functions = ast.shared_lib().iter_script_fn_info();
        let spans = functions.map(|(.., function)| Span {
            name: function.name.to_string(),
            start: place(function.body.start_position()),
            end: place(function.body.end_position()),
            end_at: function.body.end_position(),
        });
        Self(spans.collect())
    }

    fn innermost(&self, at: Position, closures: bool) -> Option<usize> {
        let at = place(at);
        let spans = self.0.iter().enumerate();
        let around =
            spans.filter(|(_, span)| (closures || !is_closure(&span.name)) && span.holds(at));
        around
            .max_by_key(|(_, span)| span.start)
            .map(|(index, _)| index)
    }

    /// The function that a place stands in; nothing at the top level.
    pub fn around(&self, at: Position) -> Option<&str> {
        let index = self.innermost(at, false)?;
        Some(&self.0[index].name)
    }
}

fn place(at: Position) -> Place {
    (at.line(), at.position())
}

/// Closures appear among the functions under names of Rhai's own.
fn is_closure(name: &str) -> bool {
    name.contains('$')
}

/// The statements of each function. A walk shows them without their function, so each goes
/// to the innermost one around it.
pub(in crate::flow) fn bodies(ast: &AST) -> Vec<Body> {
    let spans = Spans::of(ast);
    let empty = spans.0.iter().map(|span| Body {
        name: span.name.clone(),
        statements: Vec::new(),
        end: span.end_at,
    });
    let mut bodies: Vec<Body> = empty.collect();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        if let [ASTNode::Stmt(statement)] = path
            && let Some(index) = spans.innermost(statement.position(), true)
        {
            bodies[index].statements.push((*statement).clone());
        }
        true
    });
    bodies.retain(|body| !is_closure(&body.name));
    bodies
}

/// The verb of `c.to(…)` and its like.
pub(in crate::flow) fn leaving(expression: &Expr) -> Option<(String, Position)> {
    let Expr::Dot(pair, ..) = expression else {
        return None;
    };
    let (Expr::Variable(left, ..), Expr::MethodCall(call, at)) = (&pair.lhs, &pair.rhs) else {
        return None;
    };
    let leaves = verb(&call.name).is_some_and(|verb| verb.turn == Turn::Leaves);
    (left.1.as_str() == CONVERSATION && leaves).then(|| (call.name.to_string(), *at))
}
