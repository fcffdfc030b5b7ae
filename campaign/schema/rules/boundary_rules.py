"""Rules of files of boundaries."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

BOUNDARY_RULES = (
    Rule(
        "no_content",
        "error",
        N_("Empty file"),
        N_("The file is empty. Choose the file that contains the boundaries."),
    ),
    Rule(
        "not_boundaries",
        "error",
        N_("Not a boundary file"),
        N_(
            "The file cannot be read as boundaries. Upload GeoJSON, TopoJSON, a GeoPackage "
            "(GPKG) or a shapefile in a ZIP archive."
        ),
    ),
    Rule(
        "broken_json",
        "error",
        N_("File incomplete or damaged"),
        N_(
            "The file is incomplete or damaged. Save it again in the program that it came from, "
            "or download it again, and upload it."
        ),
    ),
    Rule(
        "no_room_to_unpack",
        "error",
        N_("Not enough space to unpack"),
        N_(
            "The server has no disk space left to unpack this file. Tell the administrator, or "
            "upload the boundaries as GeoJSON, which is not unpacked."
        ),
    ),
    Rule(
        "outlines_stopped",
        "error",
        N_("Reading stopped"),
        N_(
            "Reading was stopped because it took too much time or memory. Upload a version of "
            "the boundaries with simpler lines."
        ),
    ),
    Rule(
        "bare_shapefile",
        "error",
        N_("Incomplete shapefile"),
        N_(
            "A shapefile consists of several files: .shp, .shx, .dbf and .prj. Put all of them "
            "into one ZIP archive and upload the archive."
        ),
    ),
    Rule(
        "shapefile_part",
        "error",
        N_("Part of the shapefile missing"),
        N_(
            "The archive lacks the {part} part of the shapefile “{name}”. That part has the "
            "names of the areas. Put .shp, .shx, .dbf and .prj into one ZIP archive and upload "
            "the archive."
        ),
    ),
    Rule(
        "index_rebuilt",
        "repair",
        N_("Part of the shapefile recreated"),
        N_(
            "The archive lacks the .shx part of the shapefile “{name}”. That part was "
            "recreated from the .shp part."
        ),
    ),
    Rule(
        "no_projection",
        "error",
        N_("Projection not given"),
        N_(
            "The file does not name the projection of its coordinates (a shapefile names it in "
            "its .prj part). Add the projection, or save the file in WGS 84 (EPSG:4326)."
        ),
    ),
    Rule(
        "assumed_degrees",
        "repair",
        N_("Projection assumed"),
        N_(
            "The file does not name the projection of its coordinates (a shapefile names it in "
            "its .prj part). The coordinates were read as degrees, because as degrees they lie in "
            "Kyrgyzstan."
        ),
    ),
    Rule(
        "unknown_projection",
        "error",
        N_("Unknown projection"),
        N_("The projection of the file is unknown: {crs}. Save the file in WGS 84 (EPSG:4326)."),
    ),
    Rule(
        "damaged_archive",
        "error",
        N_("Damaged archive"),
        N_("The ZIP archive is damaged. Create it again and upload the new archive."),
    ),
    Rule(
        "archive_too_big",
        "error",
        N_("Archive too large"),
        N_(
            "The unpacked ZIP archive is too large for boundaries of regions. Put only the "
            "layer of oblasts and cities into the archive."
        ),
    ),
    Rule(
        "nested_archive",
        "error",
        N_("Archive within an archive"),
        N_(
            "The archive contains another archive: {name}. Unpack the inner archive and upload "
            "the file in it."
        ),
    ),
    Rule(
        "no_boundaries_inside",
        "error",
        N_("No boundaries in the archive"),
        N_(
            "The ZIP archive contains no boundaries. Upload an archive with a .shp, .gpkg, "
            ".geojson, .json or .topojson file."
        ),
    ),
    Rule(
        "no_layer",
        "error",
        N_("No such layer"),
        N_("There is no layer of this name: {layer}. Choose one of: {layers}."),
    ),
    Rule(
        "no_areas",
        "error",
        N_("No areas"),
        N_(
            "The file contains points, lines or tables, but no areas. Upload the boundaries of "
            "the oblasts as polygons."
        ),
    ),
    Rule(
        "too_many_areas",
        "error",
        N_("Too many areas"),
        N_(
            "The layer has more than {limit} areas, too many for oblasts and cities. Upload "
            "the layer of oblasts and cities."
        ),
    ),
    Rule(
        "raions",
        "error",
        N_("Districts, not oblasts"),
        N_(
            "The areas are districts (raions) or smaller. Upload the layer of oblasts and "
            "cities, often called ADM1."
        ),
    ),
    Rule(
        "no_units",
        "error",
        N_("No region recognized"),
        N_(
            "No area could be recognized as an oblast or a city. Give each a code such as "
            "KG-N in a column named iso_code, or a name as in the list of regions."
        ),
    ),
    Rule(
        "units_not_drawn",
        "error",
        N_("Regions not in the file"),
        N_(
            "These regions are not in the file, or not recognized: {units}. Add them, or "
            "check their codes and names."
        ),
    ),
    Rule(
        "another_country",
        "error",
        N_("Outside Kyrgyzstan"),
        N_(
            "The areas lie outside Kyrgyzstan (69 to 81° east, 39 to 44° north): they belong to "
            "another country, or the projection is wrong. Choose a file with boundaries of "
            "Kyrgyzstan, or save this one in WGS 84 (EPSG:4326)."
        ),
    ),
    Rule(
        "not_degrees",
        "error",
        N_("Coordinates not in degrees"),
        N_(
            "The coordinates are not in degrees, and the file does not name their projection. "
            "Save the file in WGS 84 (EPSG:4326)."
        ),
    ),
    Rule(
        "swapped_axes",
        "error",
        N_("Latitude before longitude"),
        N_("Latitude comes before longitude. Save the file with the longitude (69 to 81) first."),
    ),
    Rule(
        "outside_country",
        "error",
        N_("Region outside Kyrgyzstan"),
        N_(
            "The area has the name or code of a region, but lies outside Kyrgyzstan. It was "
            "excluded; check the name and the code."
        ),
    ),
    Rule(
        "too_small_extent",
        "error",
        N_("Areas far too small"),
        N_(
            "All areas together are far smaller than Kyrgyzstan. Check the projection, and "
            "check that each oblast is complete."
        ),
    ),
    Rule(
        "no_outline",
        "error",
        N_("Region without outline"),
        N_(
            "The outline of the region is missing or damaged, or it is a point or a line. Draw "
            "the region as a polygon."
        ),
    ),
    Rule(
        "implausible_area",
        "warning",
        N_("Implausible area"),
        N_(
            "The outline of {unit} covers {drawn} km²; the actual area is about {area} km². "
            "Check that the names of two regions are not swapped."
        ),
    ),
    Rule(
        "unknown_areas",
        "warning",
        N_("Other areas excluded"),
        N_(
            "Areas that are not in the list of oblasts and cities were excluded, {n} in "
            "all: {names}."
        ),
    ),
    Rule(
        "bishkek_within",
        "repair",
        N_("Bishkek drawn within Chui oblast"),
        N_(
            "The file draws Bishkek within Chui oblast. On the map the values of the city "
            "and the oblast are summed."
        ),
    ),
    Rule(
        "osh_within",
        "repair",
        N_("Osh city drawn within Osh oblast"),
        N_(
            "The file draws Osh city within Osh oblast. On the map the values of the city "
            "and the oblast are summed."
        ),
    ),
    Rule(
        "ring_corrected",
        "repair",
        N_("Outline corrected automatically"),
        N_("The outline crosses or touches itself. It was corrected automatically."),
    ),
    Rule(
        "pieces_joined",
        "repair",
        N_("Pieces joined"),
        N_("{unit} was drawn in {n} pieces, which were joined."),
    ),
    Rule(
        "lines_simplified",
        "repair",
        N_("Lines simplified"),
        N_("The lines were simplified to about {metres} m, so that the map loads quickly."),
    ),
)
