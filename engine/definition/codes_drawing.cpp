// SPDX-License-Identifier: MIT
// Codes of states and transitions (TG02xx) and of stages and the law (TG04xx).
#include <array>

#include "definition/codes_rows.hpp"

namespace throughgate::definition {

namespace {

constexpr std::array rows = std::to_array<CodeRow>({
    {"TG0201", "two states with one id",
     "Two states of one strand have the same short id, so a transition to it has two "
     "meanings.",
     "give one of the two another id"},
    {"TG0202", "start is missing or not among the children",
     "A strand, region or state with nested states must say with which of its own states "
     "it starts.",
     "add 'start:' with one of its own states"},
    {"TG0203", "unknown fact", "Only declared facts can be asked, set, carried or tested.",
     "declare the fact, or use one that is declared"},
    {"TG0204", "unknown role", "The role is in none of the files that this pathway uses.",
     "name a role of common/roles.yaml"},
    {"TG0205", "event that nothing answers",
     "The pathway raises or sends itself an event that none of its states answers.",
     "name an event that a state answers"},
    {"TG0206", "value does not fit the fact",
     "The value is not one that the declared fact can hold.",
     "write a value of the fact's type, or 'unknown'"},
    {"TG0207", "event without a way",
     "An event, timer or branch must say where it leads with either 'to' or 'choose', not "
     "both.",
     "write 'to:' or 'choose:'; use 'stay' to go nowhere"},
    {"TG0208", "branch that can never be taken",
     "Branches are read from the top. After 'otherwise', or a branch without a condition, "
     "nothing is read.",
     "move 'otherwise' to the end, or give the branch a condition"},
    {"TG0209", "choose without otherwise (warning)",
     "When every condition is false the event does nothing, which looks like a lost event.",
     "add a last branch with 'otherwise:', if only with 'stay'"},
    {"TG0210", "never reached", "No transition leads to the state from where its strand starts.",
     "add a transition to it or remove it"},
    {"TG0211", "dead end",
     "A state that is not final has no way out, so its case would wait there for ever.",
     "draw an event or timer that leaves it, or make it final"},
    {"TG0212", "state without owner, title or instruction",
     "Every state that people can be in has a title, one owner and one plain instruction; one that "
     "rests needs the title alone.",
     "add what is missing"},
    {"TG0213", "final state without outcome",
     "Figures are counted by outcome, so every final state names a code, or the fact that "
     "holds it.",
     "add 'outcome:'"},
    {"TG0214", "final state with work in it",
     "A final state is over: nothing leaves it, is due in it or is opened by it.",
     "remove the key, or make the state one that is not final"},
    {"TG0215", "transition restarts a region",
     "The transition leads across regions that run side by side, so it would restart what "
     "runs beside it.",
     "draw it inside one region, or write 'restart: region' or 'restart: all'"},
    {"TG0216", "if_unknown missing",
     "This event has happened and cannot be refused, so it must lead somewhere when a "
     "condition is unknown. Conditions about states, gates and 'is known' alone never are.",
     "add 'if_unknown:' with the safe state"},
    {"TG0217", "endless eventless steps",
     "States lead to each other without event or condition, so the case would never come "
     "to rest.",
     "give one of the steps a condition or an event"},
    {"TG0218", "eventless condition cannot read the clock",
     "A condition without an event is asked when something changes in the case, not when "
     "time passes, so it would be answered late.",
     "draw a timer with that date, and leave the clock out of the condition"},
    {"TG0219", "history in the wrong place",
     "A history state remembers a state that has nested states, and starts in one of "
     "those.",
     "put it into, or say with 'of:', a state with nested states, and give 'start:'"},
    {"TG0220", "too many states", "A pathway or chart has at most 512 states.",
     "split it, or drop states that differ only in their title"},
    {"TG0221", "one name for two things",
     "A fact, strand and gate of one pathway must have different names: conditions use "
     "them alike.",
     "give one of the two another name"},
    {"TG0222", "main strand cannot be skipped or ended",
     "The first strand is the line that the law follows. It begins, and it ends in its own"
     " final state.",
     "draw a transition to a final state instead"},
    {"TG0224", "if_shut without gate",
     "'if_shut' says where an event leads while a gate is shut; this one has no gate.",
     "add 'gate:', or remove 'if_shut:'"},
    {"TG0225", "event of the pathway leads into several strands",
     "An event drawn on the whole pathway may lead into one strand only.",
     "draw the event on each strand that it moves"},
    {"TG0226", "fact never used (warning)",
     "The fact is declared here and nothing asks, sets, tests or carries it.",
     "remove it, or use it"},
    {"TG0228", "internal where nothing is inside",
     "'internal: true' keeps a state while moving between its nested states; the target is"
     " not inside.",
     "remove 'internal', or lead to a nested state"},
    {"TG0229", "targets cannot be active together",
     "Several targets must lie in different regions of one parallel state.",
     "name one state in each region"},
    {"TG0230", "state says two kinds at once",
     "A state is plain, final, parallel, a history, or has nested states.",
     "keep one of 'final', 'states', 'parallel' and 'history'"},
    {"TG0231", "case event that no pathway answers (warning)",
     "The event is told to all pathways and none answers it.",
     "correct the name, or draw the event where it matters"},
    {"TG0232", "done without nested states",
     "'done' answers the end of nested states; this state has none.",
     "remove it, or draw the nested states"},
    {"TG0233", "timer before its state",
     "A timer that is due before its state is entered would fire at once, every time.",
     "reckon it from the release date, or after entry"},
    {"TG0234", "join that can never be met",
     "The join waits for more strands or regions than can end, for none, or for one that has no "
     "final state directly in it.",
     "wait for fewer of them, or draw the end that is missing"},
    {"TG0235", "nothing to join",
     "A join says which of several strands or regions must have ended; here are not several.",
     "remove 'join', or draw the strands or regions side by side"},
    {"TG0236", "required without a join, or a join without it",
     "'required: true' marks what 'join: required' waits for: neither means anything without the "
     "other.",
     "write 'join: required' around it and 'required: true' in at least one strand or region"},
    {"TG0237", "nothing that on_start could follow",
     "'on_start' belongs to what begins in a 'start': a strand, a region, a state with nested "
     "'states', or a history.",
     "write its effects beside the state's other keys: they follow its entering"},
    {"TG0238", "said in plain charts only",
     "Pathways leave out on purpose what charts have from SCXML and what would make them hard to "
     "follow later: the page about charts gives the reason for each.",
     "see 'What a pathway may say that a chart may not' on the page about charts"},
    {"TG0239", "state without a date (warning)",
     "Said by `check --strict`. Neither the state nor one around it has 'due' or a timer, so "
     "nobody hears of it before the review after 28 days.",
     "add 'due:' or a timer, or 'rests: true' where nothing is to be done"},
    {"TG0240", "resting state with work in it",
     "'rests: true' says that nothing is to be done: no date is kept for anybody, and nobody has "
     "it "
     "on a worklist. Only a plain state can rest.",
     "remove 'rests:', or the date and what belongs to it"},
    {"TG0241", "person may bring what only rules set",
     "'set_by: rules' keeps everybody from setting the fact, so it stands alone, and no event can "
     "ask for the fact.",
     "name roles instead, or take the fact out of 'asks'"},
    {"TG0242", "fact that nothing can set (warning)",
     "Only rules may set the fact, and no state and no event of any pathway does.",
     "add 'sets:' where it is settled, or let a role set it"},
    {"TG0243", "silent where nothing ends",
     "'silent: true' says that what ends with a final state is told to nobody.",
     "make the state final, or remove 'silent:'"},
    {"TG0244", "refusal that cannot be",
     "A branch that refuses goes nowhere and does nothing, and only an event that somebody sends "
     "can "
     "be refused: not a timer, an eventless step, or an event that the workflow raises, tells or "
     "sends itself.",
     "keep 'when:' and 'refuse:' alone, or lead to a state instead"},
    {"TG0245", "spine that starts again", "The case is over when its spine has ended.",
     "remove 'again:', or do not end the spine"},
    {"TG0401", "stage missing",
     "Every state of the main strand names its stage: figures and the law depend on it.",
     "add 'stage:' with one of the seven stages, or 'same'"},
    {"TG0402", "the law forbids the step between stages",
     "The transition would skip a stage that every pathway passes, so that figures could "
     "not be compared.",
     "lead through a state of an allowed stage, or correct the stage"},
    {"TG0403", "first stage", "A pathway begins with stage not_started and may go on to needed.",
     "start in a state with stage not_started or needed"},
    {"TG0404", "stage outside the main strand",
     "Only the first strand, the main one, moves the stage of the pathway.",
     "remove 'stage:', or draw the state in the main strand"},
    {"TG0405", "phase missing", "Every state of the spine's main strand names its phase.",
     "add 'phase:'"},
    {"TG0406", "the law forbids the step between phases",
     "The case itself cannot go from the one phase to the other.",
     "lead through an allowed phase, or correct the phase"},
    {"TG0407", "phase outside the spine",
     "Only the main strand of the spine moves the phase of a case.", "remove 'phase:'"},
    {"TG0408", "first phase", "A case begins in custody.",
     "start in a state with 'phase: custody'"},
    {"TG0409", "in place without a named person",
     "From unarranged to in_place leads only an event that a named person confirmed.",
     "draw it as an event with 'confirmed: true'"},
    {"TG0410", "final state that is not closed",
     "A pathway that ends is closed, and a closed pathway has ended.",
     "write 'stage: closed' and 'final: true' together"},
});

}  // namespace

std::span<const CodeRow> drawing_rows() { return rows; }

}  // namespace throughgate::definition
