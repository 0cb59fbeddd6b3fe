"""Which sites of the register an inspection is of: by kind, region, code, and a repeatable draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govcrawl.cli.console import CommandError
from govcrawl.cli.sampling import STRATA, Sample, draw, parse_sample
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user asked for; empty parts restrict nothing."""

    kinds: tuple[SiteKind, ...] = ()
    regions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    sample: Sample | None = None
    sample_text: str = ""
    seed: int | None = None
    strata: tuple[str, ...] = ()

    @classmethod
    def read(
        cls,
        kinds: Sequence[SiteKind],
        regions: Sequence[str],
        codes: Sequence[str],
        sample: str | None,
        seed: int | None,
        stratify: str | None,
    ) -> "Choice":
        """The choice that these options say. Raises CommandError for a sample or a stratum that is none."""
        strata = tuple(part.strip() for part in (stratify or "").split(",") if part.strip())
        for stratum in strata:
            if stratum not in STRATA:
                known = "、".join(STRATA)
                raise CommandError(
                    f"--stratify：没有“{stratum}”，可用 {known}", f"--stratify: no {stratum!r}, use {known}"
                )
        if sample is None and (seed is not None or strata):
            raise CommandError("--seed 和 --stratify 须与 --sample 同用", "--seed and --stratify need --sample")
        try:
            drawn = None if sample is None else parse_sample(sample)
        except ValueError:
            raise CommandError(
                f"--sample：“{sample}”应为 1%—100% 的比例或网站个数",
                f"--sample: {sample!r} is no share and no number of sites",
            ) from None
        return cls(tuple(kinds), tuple(regions), tuple(codes), drawn, sample or "", seed, strata)

    def scope(self) -> Mapping[str, str]:
        """What the inspection keeps of the choice."""
        parts = {
            "kind": ",".join(kind.value for kind in self.kinds),
            "region": ",".join(self.regions),
            "site": ",".join(self.codes),
            "sample": self.sample_text,
            "stratify": ",".join(self.strata),
        }
        return {key: value for key, value in parts.items() if value}


def choose_sites(register: Sequence[Site], choice: Choice, seed: int) -> tuple[tuple[Site, ...], int, int]:
    """(chosen sites, number of candidates, seed used). Raises CommandError where a code is unknown or nothing is left."""
    unknown = sorted(set(choice.codes) - {site.site_id_code for site in register})
    if unknown:
        codes = "、".join(unknown)
        raise CommandError(f"名录中没有网站标识码 {codes}", f"the register has no site {codes}")
    candidates = [site for site in register if _fits(site, choice)]
    if not candidates:
        raise CommandError(
            "没有符合条件的网站；请检查 --kind、--region、--site", "no site fits --kind, --region and --site"
        )
    used = seed if choice.seed is None else choice.seed
    if choice.sample is None:
        return tuple(candidates), len(candidates), used
    return draw(candidates, choice.sample, used, choice.strata), len(candidates), used


def _fits(site: Site, choice: Choice) -> bool:
    if choice.kinds and site.kind not in choice.kinds:
        return False
    if choice.regions and not (site.region_code or "").startswith(choice.regions):
        return False
    return not choice.codes or site.site_id_code in choice.codes
