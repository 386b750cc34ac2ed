"""What a deal costs us: unit costs as dated rows, cost by part and month, floor and target, margins."""
