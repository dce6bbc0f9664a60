"""The pages of the application, one of each, on the made-up town."""

PAGES = (
    "/", "/zoeken?q=brief", "/zoeken?q=qqqqzzzz", "/doc/goal/voorbeeldstad-plezier-in-schrijven", "/doc/policy-document/voorbeeldstad-beleid",
    "/lijst/goal", "/documenten", "/documenten/voorbeeldstad/beleid", "/samenhang", "/samenhang/regel/Goal-indicator",
    "/graaf", "/graaf?q=brief", "/graaf?focus=goal/voorbeeldstad-plezier-in-schrijven", "/graaf?document=policy-document/voorbeeldstad-beleid",
    "/doelenboom", "/pad", "/pad?van=brief&naar=plezier", "/vragen", "/vragen/doelen", "/sparql", "/sparql?format=html&query=ASK%7B%7D",
    "/vergelijk", "/model", "/kaders", "/over", "/hulp", "/toegankelijkheid", "/bestaat-niet",
)
