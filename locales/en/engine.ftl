# What the engine says when it asks again or waits for an answer, in every conversation

hello = Hello again.
# Words of thanks and of leaving that carry no request
thanks-words = thanks, thank, thx, shukran, bye, goodbye
stale-choice = That choice belongs to an earlier message.
ask-again = Sorry, we did not get that.
short-menu = We still did not get that. You can choose one of these:
flow-changed = We updated this service while you were here, so we ask once more.
one-moment = One moment please, we are looking it up.
leave-ask = You have not finished yet. Leave it?
leave-yes = Leave it
leave-no = Go on

## Files and places

invalid-image = We need a picture here. Please send one from the camera or the album.
invalid-document = We need a file here. Please send it as a document.
invalid-audio = We need a voice message here.
invalid-video = We need a video here.
invalid-media = We need a picture or a file here.
invalid-location = We need a location here. Please use the button that sends it.
invalid-contact = We need a contact card here. Please send it as an attachment.
invalid-form = Please fill in the form with the button under the message.
received = received
received-image = picture received
received-document = file received
received-audio = voice message received
received-video = video received
received-location = location received
# A button under a question that may be left without an answer
skip-word = Skip
    .also = =skip it, =skip this, =no, =none, =nothing, =no thanks, =nope

## Looking over the answers

review-line = { $label }: { $value }
review-none = none
review-yes = Confirm
    .also = =yes, =yes please, =ok, =okay, =correct, =right, =all good, =looks good, 👍
review-edit = Change something
    .also = =change, =edit, =no, =wrong, =fix
review-stop = Cancel request
    .also = =cancel, =stop it, =cancel it, =never mind
review-ask = Which answer shall we change?

## Long lists

page-more = More
page-back = Back
page-title = { $from } to { $until } of { $count }
