"""From terms to totals: what is offered, what it comes to, and how two offers differ."""
