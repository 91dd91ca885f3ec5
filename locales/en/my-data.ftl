# My data

my-data-triggers = my data
    .also = delete+my+data, erase+my+data, delete my account, privacy, what do you know about me, forget me

my-data-ask = You can see what we keep of this chat, or have it deleted.
my_data-show = What we keep
    .also = show, see, what
my_data-erase = Delete my data
    .also = delete, erase, remove
my_data-menu = Main menu
    .also = menu, back

my-data-held = We keep, since { $since }:
    - your number{ $named ->
        [yes] {" "}and the name on your profile
       *[no] {""}
    }
    - { $messages ->
        [one] one message of this chat
       *[other] { $messages } messages of this chat
    }
    - { $handoffs ->
        [0] no request to our team
        [one] one request to our team
       *[other] { $handoffs } requests to our team
    }
    - { $reminders ->
        [0] no reminder
        [one] one reminder
       *[other] { $reminders } reminders
    }

my-data-erase-ask = We will delete this chat, your name and your number from our messaging system. Orders stay with the shop, as the law requires. Shall we delete?
my-data-kept = Nothing was deleted.
my-data-erased = Done. Your data will be deleted within minutes. If you write again, we begin anew.
my-data-failed = We could not do that just now. Our privacy team will do it for you and confirm here.
