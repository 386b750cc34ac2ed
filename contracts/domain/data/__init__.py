"""Personal information on its way abroad: what is asked, what has left this year, the route, and what follows."""
