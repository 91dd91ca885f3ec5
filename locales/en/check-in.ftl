# Appointments, and the staff on their way

check-in-triggers = my appointment
    .also = appointment, check in, checkin, i arrived, =arrived, i am here, confirm+appointment, move+appointment, reschedule+appointment, change+delivery time, my job*

check-in-none = We have no appointment under your number.
check-in-ask-which = Which appointment is it about?

check-in-show = { $occasion ->
    [delivery] Delivery { $number }: { $date }, { $from } to { $ends }, { $place }.
   *[visit] Visit { $number }: { $date }, { $from } to { $ends }, { $place }.
} { $status ->
    [confirmed] It is confirmed.
   *[planned] Please confirm it.
}
visit-confirm = Confirm
    .also = yes, confirm, ok, okay
visit-arrived = I have arrived
    .also = arrived, here, i am here
visit-move = Another time
    .also = move, reschedule, change, another time
visit-agent = Talk to our team
    .also = agent, human

check-in-ask-location = Please share the delivery location, so that the driver finds you. To go on without it, just send "skip".
check-in-location-invalid = We need a location: tap the paperclip, then Location.
check-in-confirmed = Confirmed: { $number }, { $date } from { $from } to { $ends }. See you then.

check-in-ask-slot = Which of these times suits you?
check-in-slot = { $date } { $from }
check-in-no-slots = There are no other times at the moment. Our team will help to find one.
check-in-slot-taken = We are sorry, that time has just been taken.
check-in-moved = Moved: { $number } is now { $date } from { $from } to { $ends }.

check-in-arrived = Welcome! Your number is { $ticket }. A colleague will be with you shortly.

check-in-no-jobs = There are no jobs for you today.
check-in-ask-job = Which job is it?
check-in-job = { $number }: { $task }, { $from } to { $ends }.
at_job-here = I am on site
    .also = here, arrived, on site, check in
at_job-issue = Report an issue
    .also = issue, problem, report
at_job-other = Another job
    .also = other, another
check-in-ask-spot = Please share your location at the job.
check-in-ask-photo = Now a photo of the site, please.
check-in-photo-invalid = We need a photo: tap the camera, or choose one from the gallery.
check-in-recorded = Check-in { $ticket } is recorded.
check-in-ask-report = Is there an issue to report?
check-in-ask-issue = What is the issue?
issue-nobody_there = Nobody is there
    .also = nobody, no one, closed
issue-part_missing = A part is missing
    .also = part, missing
issue-damage = Damage
    .also = damaged, broken
issue-other = Something else
    .also = other
check-in-ask-note = Please describe it in a sentence or two.
check-in-ask-issue-photo = A photo of it helps. Please send one, or skip.
check-in-reported = The issue is recorded as { $number }. The coordinator will be in touch.

check-in-down = We cannot reach our appointment system right now. How shall we go on?
