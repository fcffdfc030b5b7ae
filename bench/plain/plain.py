"""The campaign on one page, written the usual way: one script, stock settings, three charts.

`python -m bench` measures the dashboard against it. It is meant to be fair: the files are read
once, the filters are Streamlit's own, nothing is done twice. `streamlit run plain.py` serves it.
"""

import json
import os
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from shapely.geometry import MultiPolygon
from shapely.geometry.polygon import orient

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(os.environ.get("CAMPAIGN_DATA", ROOT / "data"))
GEO = ROOT / "geo"
INDICATORS = {
    "People reached": "reached",
    "Per 10,000 population": "rate",
    "Activities": "activities",
}


@st.cache_data
def read_activities() -> pd.DataFrame:
    """Return the rows of the register, with `type_name` and `oblast_name` in English."""
    types = pd.read_csv(DATA / "activity_types.csv").set_index("code")["name_en"]
    oblasts = pd.read_csv(GEO / "oblasts.csv").set_index("iso_code")["short_en"]
    activities = pd.read_csv(DATA / "2017" / "activities.csv", parse_dates=["date"])
    activities["type_name"] = activities["type"].map(types)
    activities["oblast_name"] = activities["oblast"].map(oblasts)
    return activities


@st.cache_data
def read_population() -> pd.Series:
    """Return the population of 2015 by `iso_code`."""
    people = pd.read_csv(GEO / "population.csv", dtype={"date": str})
    return people[people["date"].str.startswith("2015")].groupby("iso_code")["population"].first()


@st.cache_data
def read_boundaries() -> dict[str, Any]:
    """Return the oblasts as GeoJSON, with their code as `id`."""
    shapes = gpd.read_file(GEO / "kgz_oblasts.geojson").set_index("iso_code")

    def clockwise(shape: Any) -> Any:
        # Plotly fills the area to the right of a ring; in GeoJSON it is the area to the left.
        if isinstance(shape, MultiPolygon):
            return MultiPolygon([orient(part, -1.0) for part in shape.geoms])
        return orient(shape, -1.0)

    shapes["geometry"] = shapes.geometry.apply(clockwise)
    return json.loads(shapes.to_json())


st.set_page_config(page_title="100 Days Against Human Trafficking", layout="wide")
st.title("100 Days Against Human Trafficking: Kyrgyzstan, 2017")
st.warning("Illustrative (invented) data; not actual campaign results.")

activities = read_activities()
names = activities.groupby("oblast")["oblast_name"].first()
first, last = activities["date"].min().date(), activities["date"].max().date()

with st.sidebar:
    regions = st.multiselect("Regions", sorted(names))
    kinds = st.multiselect("Types of activity", sorted(activities["type_name"].unique()))
    days = st.slider("Dates", first, last, (first, last))
    indicator = st.selectbox("Measure", list(INDICATORS))

rows = activities[activities["date"].dt.date.between(*days)]
if kinds:
    rows = rows[rows["type_name"].isin(kinds)]
filtered = rows[rows["oblast_name"].isin(regions)] if regions else rows

left, middle, right = st.columns(3)
left.metric("Activities", f"{len(filtered):,}")
middle.metric("People reached", f"{filtered['reached'].sum():,.0f}")
right.metric("Regions", filtered["oblast"].nunique())

by_oblast = filtered.groupby("oblast").agg(
    activities=("activity_id", "count"), reached=("reached", "sum")
)
by_oblast["rate"] = by_oblast["reached"] / read_population().reindex(by_oblast.index) * 10_000
area = go.Figure(
    go.Choropleth(
        geojson=read_boundaries(),
        locations=by_oblast.index,
        z=by_oblast[INDICATORS[indicator]],
        text=names.reindex(by_oblast.index),
        colorscale="Blues",
        colorbar_title=indicator,
    )
)
area.update_geos(fitbounds="locations", visible=False)
area.update_layout(title=f"{indicator} by region", margin={"l": 0, "r": 0, "b": 0}, height=500)
st.plotly_chart(area, key="map")

by_day = filtered.groupby("date")["reached"].sum().reset_index()
timeline = go.Figure(
    [
        go.Bar(x=by_day["date"], y=by_day["reached"], name="Per day"),
        go.Scatter(
            x=by_day["date"], y=by_day["reached"].cumsum(), name="Since the start", yaxis="y2"
        ),
    ]
)
timeline.update_layout(
    title="People reached by day",
    yaxis2={"overlaying": "y", "side": "right", "showgrid": False},
    legend={"orientation": "h"},
)
st.plotly_chart(timeline, key="timeline")

by_type = filtered.groupby("type_name")["reached"].sum().sort_values()
bars = go.Figure(go.Bar(x=by_type, y=by_type.index, orientation="h"))
bars.update_layout(title="People reached by type of activity")
st.plotly_chart(bars, key="breakdown")
