"""The pages of the application, one of each, on the made-up town."""

from graphkit import vocab
from graphkit.validate.records import finding_id

GOAL = vocab.ID + "goal/voorbeeldstad-plezier-in-schrijven"
GAP = finding_id(vocab.BGSH + "Goal-indicator", (GOAL,), GOAL)  # explained in the town
SEEN = finding_id(vocab.BG + "Observation", (vocab.ID + "activity/voorbeeldstad-medewerkers-trainen",), vocab.ID + "observation/voorbeeldstad-training-zonder-bedrag")
PAGES = (
    "/", "/zoeken?q=brief", "/zoeken?q=qqqqzzzz", "/doc/goal/voorbeeldstad-plezier-in-schrijven", "/doc/policy-document/voorbeeldstad-beleid",
    "/lijst/goal", "/documenten", "/documenten/voorbeeldstad/beleid", "/samenhang", "/samenhang/regel/Goal-indicator",
    "/samenhang?stand=alle", "/samenhang?stand=alle&groep=document&soort=rule", "/samenhang?ernst=violation", "/samenhang/regel/Observation", "/samenhang/maten", "/samenhang/matrix", "/samenhang/matrix?tabel=kaders",
    f"/samenhang/bevinding/{GAP}", f"/samenhang/bevinding/{SEEN}",
    "/graaf", "/graaf?q=brief", "/graaf?focus=goal/voorbeeldstad-plezier-in-schrijven", "/graaf?document=policy-document/voorbeeldstad-beleid",
    "/doelenboom", "/pad", "/pad?van=brief&naar=plezier", "/vragen", "/vragen/doelen", "/sparql", "/sparql?format=html&query=ASK%7B%7D",
    "/vergelijk", "/model", "/kaders", "/over", "/hulp", "/toegankelijkheid", "/bestaat-niet",
)
