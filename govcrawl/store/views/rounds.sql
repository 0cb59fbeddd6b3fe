CREATE OR REPLACE VIEW operations.rounds AS
SELECT round, vantage, min(probed_at) AS began_at, max(probed_at) AS ended_at, bool_or(is_void) AS is_void,
       count(*) AS probes, count(*) FILTER (WHERE outcome LIKE 'ok%') AS reached,
       count(*) FILTER (WHERE outcome = 'own_trouble') AS own_trouble
FROM govcrawl.probes GROUP BY round, vantage;

COMMENT ON VIEW operations.rounds IS 'Rounds of reachability probes, and whether the canaries answered.';
COMMENT ON COLUMN operations.rounds.round IS 'Round.';
COMMENT ON COLUMN operations.rounds.vantage IS 'Place of measurement.';
COMMENT ON COLUMN operations.rounds.began_at IS 'First probe.';
COMMENT ON COLUMN operations.rounds.ended_at IS 'Last probe.';
COMMENT ON COLUMN operations.rounds.is_void IS 'The canaries did not answer either: our own line, not counted.';
COMMENT ON COLUMN operations.rounds.probes IS 'Home pages asked.';
COMMENT ON COLUMN operations.rounds.reached IS 'Home pages that answered with content.';
COMMENT ON COLUMN operations.rounds.own_trouble IS 'Probes that say nothing, for trouble on our side.';
