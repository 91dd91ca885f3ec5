//! The calls and properties of a script, with their literals, read from its syntax tree.

use rhai::{AST, ASTNode, Expr, FnCallExpr, Position, Stmt};

use super::bodies::Spans;

/// A text in a script, as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) enum Literal {
    Whole(String, Position),
    /// The text begins so; the rest is computed.
    Begins(String, Position),
}

pub(in crate::flow) struct Call {
    pub name: String,
    /// Written `x.name(…)`; the arguments are those in the brackets.
    pub method: bool,
    pub args: Vec<Expr>,
    pub at: Position,
    /// The function that it stands in; nothing at the top level.
    pub inside: Option<String>,
}

/// What a script does with names.
#[derive(Default)]
pub(in crate::flow) struct Calls {
    pub all: Vec<Call>,
    /// `c.name`: properties read off the conversation.
    pub properties: Vec<(String, Position)>,
    /// `c.slots.name`.
    pub slots: Vec<(String, Position)>,
    /// `c.slots.name = …`.
    pub assigned: Vec<(String, Position)>,
}

/// What every step calls its conversation, by custom and in all examples.
pub(super) const CONVERSATION: &str = "c";

impl Calls {
    pub fn read(ast: &AST) -> Self {
        let mut found = Self::default();
        let spans = Spans::of(ast);
        ast.walk(&mut |path: &[ASTNode<'_>]| {
            match path.last() {
                Some(
                    ASTNode::Expr(Expr::FnCall(call, at)) | ASTNode::Stmt(Stmt::FnCall(call, at)),
                ) => {
                    found.call(call, *at, false);
                }
                Some(ASTNode::Expr(Expr::MethodCall(call, at))) => found.call(call, *at, true),
                Some(ASTNode::Expr(Expr::Dot(pair, ..))) => found.dot(&pair.lhs, &pair.rhs),
                Some(ASTNode::Stmt(Stmt::Assignment(assignment))) => {
                    found.assignment(&assignment.1.lhs);
                }
                _ => {}
            }
            true
        });
        for call in &mut found.all {
            call.inside = spans.around(call.at).map(String::from);
        }
        found
    }

    /// Calls of the conversation's verb `name`.
    pub fn verb<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Call> {
        self.all
            .iter()
            .filter(move |call| call.method && call.name == name)
    }

    fn call(&mut self, call: &FnCallExpr, at: Position, method: bool) {
        // what a library offers is looked up where it is imported
        if call.op_token.is_some() || !call.namespace.is_empty() {
            return;
        }
        self.all.push(Call {
            name: call.name.to_string(),
            method,
            inside: None,
            args: call.args.to_vec(),
            at,
        });
    }

    fn assignment(&mut self, to: &Expr) {
        let Expr::Dot(pair, ..) = to else {
            return;
        };
        let mut target = Self::default();
        target.dot(&pair.lhs, &pair.rhs);
        self.assigned.append(&mut target.slots);
    }

    fn dot(&mut self, left: &Expr, right: &Expr) {
        let Expr::Variable(variable, ..) = left else {
            return;
        };
        if variable.1.as_str() != CONVERSATION {
            return;
        }
        match right {
            Expr::Property(property, at) => self.properties.push((property.2.to_string(), *at)),
            Expr::Dot(pair, ..) => {
                let Expr::Property(property, at) = &pair.lhs else {
                    return;
                };
                self.properties.push((property.2.to_string(), *at));
                if property.2.as_str() == "slots" {
                    self.slot(&pair.rhs);
                }
            }
            _ => {}
        }
    }

    fn slot(&mut self, expression: &Expr) {
        match expression {
            Expr::Property(slot, at) => self.slots.push((slot.2.to_string(), *at)),
            Expr::Dot(pair, ..) => self.slot(&pair.lhs),
            _ => {}
        }
    }
}

impl Call {
    pub fn text(&self, at: usize) -> Option<Literal> {
        literal(self.args.get(at)?)
    }

    /// The text of a whole literal.
    pub fn whole(&self, at: usize) -> Option<(String, Position)> {
        match self.text(at)? {
            Literal::Whole(text, at) => Some((text, at)),
            Literal::Begins(..) => None,
        }
    }

    /// The fields of a map written in place, with their texts where these are literals.
    pub fn map(&self, at: usize) -> Option<Vec<(String, &Expr)>> {
        fields(self.args.get(at)?)
    }
}

pub(in crate::flow) fn fields(expression: &Expr) -> Option<Vec<(String, &Expr)>> {
    let Expr::Map(map, _) = expression else {
        return None;
    };
    let fields = map.0.iter();
    Some(
        fields
            .map(|(name, value)| (name.name.to_string(), value))
            .collect(),
    )
}

pub(in crate::flow) fn literal(expression: &Expr) -> Option<Literal> {
    match expression {
        Expr::StringConstant(text, at) => Some(Literal::Whole(text.to_string(), *at)),
        Expr::InterpolatedString(parts, at) => match parts.first()? {
            Expr::StringConstant(text, _) => Some(Literal::Begins(text.to_string(), *at)),
            _ => None,
        },
        // "order-status-" + status
        Expr::FnCall(call, _) if call.op_token.is_some() && call.name.as_str() == "+" => {
            match literal(call.args.first()?)? {
                Literal::Whole(text, at) | Literal::Begins(text, at) => {
                    Some(Literal::Begins(text, at))
                }
            }
        }
        _ => None,
    }
}
