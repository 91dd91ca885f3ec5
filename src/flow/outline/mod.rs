//! What a flow does, read from its syntax tree and not by running it: which verbs it calls
//! with which literals, and which ways lead out of its steps. Checks and graphs read this;
//! it judges nothing.

mod arms;
mod bodies;
mod calls;
mod offered;
mod verbs;
mod ways;

pub(in crate::flow) use arms::arms;
pub(in crate::flow) use bodies::{bodies, leaving};
pub(in crate::flow) use calls::{Call, Calls, Compared, Field, Literal, fields, literal};
pub(in crate::flow) use offered::{How, Offer};
pub(in crate::flow) use verbs::{Role, Turn, named, verb};
pub(in crate::flow) use ways::{Kind, Target, Way, ways};
