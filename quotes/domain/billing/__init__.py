"""What one customer's use costs under every form of billing: his own points, our tariffs, and where two forms meet.

A tariff is data with its source; a form is one row of `forms.STRATEGIES`. How bandwidth is counted is said by
`metering.bandwidth`, what a quantity costs by `pricing.charges`. Money is in the tariffs' one currency and tax basis.
"""
