"""From one plan to another: Plan -> Plan, so that the result passes the same rules."""
