//! The conversations on the phone and the news about them. Bounded: so many customers, so
//! many bubbles each; the oldest are forgotten, as this is a window and not a record.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use tokio::sync::broadcast;

use super::bubble::{Bubble, Side, Tick};

const BUBBLES_MAX: usize = 200;
const CUSTOMERS_MAX: usize = 24;
/// News that a slow page may lag behind before it is sent everything anew.
const NEWS_MAX: usize = 256;

/// One line of the event feed.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum News {
    /// Everything there is: at the start, after a restart, after a lag.
    Hello {
        brand: String,
        customers: Vec<Customer>,
        faults: Vec<String>,
    },
    /// What is wrong with the flows as they were saved last; the ones before go on.
    Faults {
        faults: Vec<String>,
    },
    Bubble {
        phone: String,
        bubble: Box<Bubble>,
    },
    Tick {
        phone: String,
        id: String,
        tick: Tick,
    },
    Reaction {
        phone: String,
        id: String,
        emoji: Option<String>,
    },
    Typing {
        phone: String,
    },
    /// The provider was made to refuse a send.
    Refused {
        phone: String,
        code: u32,
        wire: serde_json::Value,
    },
}

#[derive(Debug, Clone, Serialize)]
pub struct Customer {
    /// Digits, as WhatsApp's `wa_id`.
    pub phone: String,
    pub name: String,
    pub bubbles: VecDeque<Bubble>,
    /// Times started over: the number of the demo customer rises with it.
    #[serde(skip)]
    generation: u32,
    /// The number of generation 0; `None` for a number that only a send or a command named.
    #[serde(skip)]
    demo: Option<&'static str>,
}

/// Who lives on the phone. Numbers are out of use or set aside for fiction.
const DEMO: [(&str, &str); 4] = [
    ("966500000001", "سلمى"),
    ("971500000002", "عمر"),
    ("447700900003", "Emily"),
    ("12025550104", "Dana"),
];

pub struct Feed {
    brand: String,
    customers: Mutex<Vec<Customer>>,
    faults: Mutex<Vec<String>>,
    live: broadcast::Sender<News>,
}

impl Feed {
    pub fn new(brand: String) -> Self {
        let demo = DEMO.map(|(phone, name)| Customer {
            phone: phone.into(),
            name: name.into(),
            bubbles: VecDeque::new(),
            generation: 0,
            demo: Some(phone),
        });
        Self {
            brand,
            customers: Mutex::new(demo.into()),
            faults: Mutex::default(),
            live: broadcast::Sender::new(NEWS_MAX),
        }
    }

    /// The present state, and all that follows it without a gap.
    pub fn follow(&self) -> (News, broadcast::Receiver<News>) {
        let customers = self.lock();
        (self.hello(&customers), self.live.subscribe())
    }

    /// What is wrong with the flows; told to whoever looks and whoever comes.
    pub fn faulty(&self, faults: Vec<String>) {
        let customers = self.lock();
        let mut known = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        known.clone_from(&faults);
        drop(known);
        self.tell(News::Faults { faults });
        drop(customers);
    }

    /// Whether anybody looks at the phone.
    pub fn watched(&self) -> bool {
        self.live.receiver_count() > 0
    }

    /// The id of the last message that was written on the phone by this customer.
    pub fn last_said(&self, phone: &str) -> Option<String> {
        let customers = self.lock();
        let customer = customers.iter().find(|customer| customer.phone == phone)?;
        let mut bubbles = customer.bubbles.iter().rev();
        let said = bubbles.find(|bubble| bubble.side == Side::Customer)?;
        Some(said.id.clone())
    }

    /// A send of ours that was refused.
    pub fn refused(&self, phone: &str, code: u32, wire: serde_json::Value) {
        self.tell(News::Refused {
            phone: phone.into(),
            code,
            wire,
        });
    }

    pub fn name(&self, phone: &str) -> Option<String> {
        let customers = self.lock();
        let customer = customers.iter().find(|customer| customer.phone == phone)?;
        Some(customer.name.clone())
    }

    /// Shows a bubble; a number not on the phone yet gets a place on it.
    pub fn show(&self, phone: &str, bubble: Bubble) {
        let mut customers = self.lock();
        if !customers.iter().any(|customer| customer.phone == phone) {
            if customers.len() >= CUSTOMERS_MAX {
                customers.remove(DEMO.len());
            }
            customers.push(Customer {
                phone: phone.into(),
                name: format!("+{phone}"),
                bubbles: VecDeque::new(),
                generation: 0,
                demo: None,
            });
            self.tell(self.hello(&customers));
        }
        if let Some(customer) = customers.iter_mut().find(|c| c.phone == phone) {
            if customer.bubbles.len() >= BUBBLES_MAX {
                customer.bubbles.pop_front();
            }
            customer.bubbles.push_back(bubble.clone());
        }
        self.tell(News::Bubble {
            phone: phone.into(),
            bubble: Box::new(bubble),
        });
    }

    /// A tick only climbs.
    pub fn tick(&self, phone: &str, id: &str, tick: Tick) {
        let mut customers = self.lock();
        let Some(bubble) = find(&mut customers, phone, id) else {
            return;
        };
        if tick > bubble.tick {
            bubble.tick = tick;
            self.tell(News::Tick {
                phone: phone.into(),
                id: id.into(),
                tick,
            });
        }
    }

    /// The business read the message with this id. Returns who had written it.
    pub fn read(&self, id: &str) -> Option<String> {
        let phone = {
            let customers = self.lock();
            let wrote = |customer: &&Customer| customer.bubbles.iter().any(|b| b.id == id);
            customers.iter().find(wrote)?.phone.clone()
        };
        self.tick(&phone, id, Tick::Read);
        Some(phone)
    }

    pub fn typing(&self, phone: &str) {
        self.tell(News::Typing {
            phone: phone.into(),
        });
    }

    /// An empty emoji takes the reaction back.
    pub fn react(&self, phone: &str, id: &str, emoji: &str) {
        let mut customers = self.lock();
        if let Some(bubble) = find(&mut customers, phone, id) {
            bubble.reaction = (!emoji.is_empty()).then(|| emoji.to_owned());
            self.tell(News::Reaction {
                phone: phone.into(),
                id: id.into(),
                emoji: bubble.reaction.clone(),
            });
        }
    }

    /// Starts over as somebody new: the engine keeps what it knows about the old number,
    /// and has never seen the next one. Returns whether there was such a customer.
    pub fn restart(&self, phone: &str) -> bool {
        let mut customers = self.lock();
        let Some(customer) = customers.iter_mut().find(|c| c.phone == phone) else {
            return false;
        };
        customer.bubbles.clear();
        if let Some(first) = customer.demo {
            customer.generation += 1;
            customer.phone = later_number(first, customer.generation);
        }
        self.tell(self.hello(&customers));
        true
    }

    fn hello(&self, customers: &[Customer]) -> News {
        News::Hello {
            brand: self.brand.clone(),
            customers: customers.to_vec(),
            faults: self
                .faults
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
        }
    }

    fn tell(&self, news: News) {
        // Nobody listening is fine: the next page starts with everything.
        let _ = self.live.send(news);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Customer>> {
        self.customers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn find<'c>(customers: &'c mut [Customer], phone: &str, id: &str) -> Option<&'c mut Bubble> {
    let customer = customers.iter_mut().find(|c| c.phone == phone)?;
    customer.bubbles.iter_mut().find(|bubble| bubble.id == id)
}

/// `966500000001` is followed by `966500000011`, …: the last digit tells the customers apart.
fn later_number(first: &str, generation: u32) -> String {
    let number: u64 = first.parse().unwrap_or(0);
    (number + u64::from(generation) * 10).to_string()
}
