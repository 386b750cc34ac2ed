"""From a scenario to Mbps: what one stream takes on the wire, and what goes in and out of the servers at the peak."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.usage.between import NONE, Between
from quotes.domain.usage.scenario import Bitrate, Scenario, Sound, Video

# Bytes before every packet's own: RFC 791 and 8200, RFC 768, RFC 3550 without extensions, RFC 3711's 80-bit tag.
IPV4, IPV6 = 20, 40
UDP, RTP, SRTP_TAG = 8, 12, 10
THOUSAND = Decimal(1000)
BITS = Decimal(8)


def header_bytes(*, ipv6: bool = False) -> int:
    """IP, UDP, RTP and SRTP of one packet: 50 bytes, or 70 under IPv6. Ethernet's 14 are not billed and not counted."""
    return (IPV6 if ipv6 else IPV4) + UDP + RTP + SRTP_TAG


def packets_kbps(packets_a_second: Decimal, *, ipv6: bool = False) -> Decimal:
    """What the headers alone take, in kbps: 50 packets a second, sound of 20 ms, are 20."""
    return EXACT.divide(EXACT.multiply(packets_a_second, BITS * header_bytes(ipv6=ipv6)), THOUSAND)


def sound_kbps(sound: Sound, *, ipv6: bool = False) -> Decimal:
    """One sound track on the wire: codec, redundancy, and the headers of its packets."""
    codec = EXACT.add(sound.kbps, sound.redundancy.of(sound.kbps))
    return EXACT.add(codec, packets_kbps(EXACT.divide(THOUSAND, Decimal(sound.packet_ms)), ipv6=ipv6))


def picture_kbps(
    kbps: Decimal, payload_bytes: int, *, fps: int = 0, redundancy: Percent | None = None, ipv6: bool = False
) -> Decimal:
    """One picture on the wire: what the encoder makes, redundancy, and headers; at least one packet a frame."""
    sent = EXACT.add(kbps, redundancy.of(kbps)) if redundancy else kbps
    packets = EXACT.divide(EXACT.multiply(sent, THOUSAND), BITS * payload_bytes)
    return EXACT.add(sent, packets_kbps(max(packets, Decimal(fps)), ipv6=ipv6))


@dataclass(frozen=True, kw_only=True)
class RoomMbps:
    """One room while it runs: into the servers, out of them (pushes included), and between them."""

    ingress: Between
    egress: Between
    between: Between


@dataclass(frozen=True, kw_only=True)
class Peak:
    """All rooms and regions at the peak of the first month. Streams are heads, rates are Mbps."""

    streams_in: Decimal
    streams_out: Decimal
    people: Decimal
    stream: Between
    ingress: Between
    egress: Between
    between: Between


def stream_mbps(scenario: Scenario) -> Between:
    """One stream that is pulled, picture and sound, as the mean over the mix of pictures."""
    return _stream_kbps(scenario).over(THOUSAND)


def room_mbps(scenario: Scenario) -> RoomMbps:
    """One room of the mix while it runs; what is pushed on to a CDN goes out too."""
    room, pulled = scenario.room, _stream_kbps(scenario)
    sent = pulled.plus(_layers_kbps(scenario))
    pushed = EXACT.multiply(scenario.pushed.share.ratio, Decimal(scenario.pushed.copies))
    return RoomMbps(
        ingress=sent.times(Decimal(room.streams_in)).over(THOUSAND),
        egress=pulled.times(EXACT.add(Decimal(room.streams_out), pushed)).over(THOUSAND),
        between=sent.times(Decimal(room.streams_between)).over(THOUSAND),
    )


def at_peak(scenario: Scenario) -> Peak:
    """10,000 streams of 1–2 Mbps are 10–20 Gbps."""
    rooms, one = EXACT.multiply(Decimal(scenario.rooms), scenario.peak_factor), room_mbps(scenario)
    return Peak(
        streams_in=EXACT.multiply(rooms, Decimal(scenario.room.streams_in)),
        streams_out=EXACT.multiply(rooms, Decimal(scenario.room.streams_out)),
        people=EXACT.multiply(rooms, Decimal(scenario.room.people)),
        stream=stream_mbps(scenario),
        ingress=one.ingress.times(rooms),
        egress=one.egress.times(rooms),
        between=one.between.times(rooms),
    )


def together_mbps(streams: int, each_mbps: Between) -> Between:
    """So many equal streams at once, in Mbps."""
    if streams < 0:
        raise Refusal("A number of streams or users is not below zero.", field="streams")
    return each_mbps.times(Decimal(streams))


def used_share(contracted: Decimal, peak: Decimal) -> Percent:
    """How much of what was contracted is there at the peak: 3,000 of 100,000 streams are 3 %."""
    if contracted <= 0 or peak < 0:
        raise Refusal("Say how much was contracted and how much is used, above zero.", field="contracted")
    return Percent.part_of(peak, contracted)


def better_use(*, gain: Percent | None = None, before: Percent | None = None, after: Percent | None = None) -> Percent:
    """How much less bandwidth carries the same, when more of what is paid for is used.

    “15 % better” says two things: a `gain` relative to the use there was needs 1 − 1/1.15 = 13.04 % less; from 60 % to
    75 % of what is paid for needs 1 − 60/75 = 20 % less. Negative where less is used. Unrounded.
    """
    if gain is not None and before is None and after is None:
        before, after = Percent(Decimal(100)), Percent(EXACT.add(Decimal(100), gain.points))
    if before is None or after is None or before.points <= 0 or after.points <= 0:
        raise Refusal("Say how much better, or how much is used before and after, above zero.", field="gain")
    return Percent.from_ratio(1 - EXACT.divide(before.points, after.points))


def _stream_kbps(scenario: Scenario) -> Between:
    mix = [_picture(video.bitrate, scenario).times(video.share.ratio) for video in scenario.videos]
    sound = sound_kbps(scenario.sound, ipv6=scenario.ipv6) if scenario.sound else ZERO
    return _summed(mix).plus(Between.exactly(sound))


def _picture(bitrate: Bitrate, scenario: Scenario) -> Between:
    if bitrate.on_wire:
        return bitrate.kbps
    wire = _on_wire(scenario)
    fps = bitrate.fps or 0
    return Between(wire(bitrate.kbps.low, fps), wire(bitrate.kbps.high, fps))


def _layers_kbps(scenario: Scenario) -> Between:
    wire = _on_wire(scenario) if scenario.simulcast_kbps else None
    return _summed([Between.exactly(wire(kbps, 0)) for kbps in scenario.simulcast_kbps] if wire else [])


def _on_wire(scenario: Scenario) -> Callable[[Decimal, int], Decimal]:
    payload = scenario.payload_bytes
    if payload is None:
        raise Refusal(
            "These bitrates do not count headers: say how many bytes of picture one packet carries.",
            field="payload_bytes",
        )
    return lambda kbps, fps: picture_kbps(
        kbps, payload, fps=fps, redundancy=scenario.video_redundancy, ipv6=scenario.ipv6
    )


def _summed(parts: list[Between]) -> Between:
    total = NONE
    for part in parts:
        total = total.plus(part)
    return total


def kind_mbps(scenario: Scenario, video: Video) -> Between:
    """One pulled stream of this kind of picture, with its sound, in Mbps."""
    sound = sound_kbps(scenario.sound, ipv6=scenario.ipv6) if scenario.sound else ZERO
    return _picture(video.bitrate, scenario).plus(Between.exactly(sound)).over(THOUSAND)
